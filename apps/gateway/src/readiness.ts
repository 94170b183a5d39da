import type { Service } from './proxy.ts';

/** What a service says of itself now. */
export interface Readiness {
  readonly name: string;
  /** `down`: it does not answer; `not-ready`: it answers that it cannot serve yet or no longer. */
  readonly status: 'ready' | 'not-ready' | 'down';
}

const ASK_MS_MAX = 2_000;

/** Asks all at once. */
export async function readinessOf(services: readonly Service[]): Promise<readonly Readiness[]> {
  return Promise.all(services.map(ask));
}

async function ask({ name, url }: Service): Promise<Readiness> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ASK_MS_MAX) });
    await answer.body?.cancel();
    return { name, status: answer.ok ? 'ready' : 'not-ready' };
  } catch {
    return { name, status: 'down' };
  }
}
