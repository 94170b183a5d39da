import 'reflect-metadata';
import { parseInstant } from '@fuhua/kernel';
import { Body, Controller, Get, Put, type Type } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public, Roles } from '../auth/index.ts';
import { ClockGoesForward, isSimulated, type ClockState, type Settled } from '../clock/index.ts';
import { problem, problemTable, type HttpProblem } from '../http/problem.ts';
import { IsInstant } from '../http/validators.ts';
import { Ports, type ServicePorts } from './ports.ts';
import { NotAtRest, type Simulation } from './simulation.ts';

problemTable({
  'platform.clock-goes-forward': {
    status: 409,
    title: { zh: '时钟只能向前拨', en: 'The clock only goes forward' },
    detail: { zh: '时钟现在是 {now}。', en: 'The clock is at {now}.' },
  },
  'platform.not-at-rest': {
    status: 503,
    title: {
      zh: '拨动时钟后，服务未能在一分钟内完成后续处理',
      en: 'The service did not come to rest within a minute after the clock was moved',
    },
    retryAfterSeconds: 5,
  },
} satisfies Record<string, HttpProblem>);

export class ClockBody {
  @IsInstant()
  now!: string;
}

/**
 * How the gateway moves a simulated clock through one service. Not part of the API: the gateway hands on nothing below
 * `/dev`, and under the real clock the routes are not there.
 */
@ApiExcludeController()
@Controller('dev/clock')
export class DevClock {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Public()
  @Get()
  look(): Promise<ClockState> {
    return this.simulation().look();
  }

  @Roles('administrator')
  @Put()
  async settle(@Body() { now }: ClockBody): Promise<Settled> {
    try {
      return await this.simulation().settle(parseInstant(now));
    } catch (cause) {
      if (cause instanceof ClockGoesForward) {
        throw problem('platform.clock-goes-forward', { now: cause.now }, { cause });
      }
      if (!(cause instanceof NotAtRest)) throw cause;
      throw problem('platform.not-at-rest', { waitsFor: cause.waitsFor }, { cause });
    }
  }

  private simulation(): Simulation {
    const { simulation } = this.ports;
    if (simulation === undefined) throw new TypeError('no simulated clock');
    return simulation;
  }
}

/** Among every service's controllers: none, unless the clock is simulated. */
export function devControllers({ clock }: Pick<ServicePorts, 'clock'>): readonly Type[] {
  return isSimulated(clock) ? [DevClock] : [];
}
