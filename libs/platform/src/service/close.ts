import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { OpenPorts } from './open.ts';
import { Ports } from './ports.ts';

/** Among a module's providers: once requests in hand are answered, the ports close. */
@Injectable()
export class ClosesPorts implements OnApplicationShutdown {
  constructor(@Ports() private readonly ports: Partial<OpenPorts>) {}

  async onApplicationShutdown(): Promise<void> {
    await this.ports.close?.();
  }
}
