import { arch, cpus, loadavg, platform, totalmem } from 'node:os';

/** Where the figures come from. */
export interface Machine {
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** Runnable processes before the bench began, over one minute. Above a few tenths the machine was not quiet. */
  readonly loadBefore: number;
}

export function thisMachine(): Machine {
  const cores = cpus();
  return {
    platform: `${platform()} ${arch()}`,
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    loadBefore: Math.round(100 * (loadavg()[0] ?? 0)) / 100,
  };
}
