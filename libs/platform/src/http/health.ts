import type { FastifyInstance } from 'fastify';

const CHECK_MS_MAX = 2_000;

/** amber: it works, somebody should look (a message is parked); red: it does not work. */
export interface Health {
  readonly state: 'green' | 'amber' | 'red';
  readonly reason?: string | undefined;
}

/** A component that tells how it is. No answer within 2 s, or a throw, is red. */
export interface HealthCheck {
  readonly name: string;
  readonly check: () => Promise<Health> | Health;
}

export interface Readiness {
  /** The worst of the components. */
  readonly state: Health['state'];
  readonly components: readonly (Health & { readonly name: string })[];
}

export async function readinessOf(checks: readonly HealthCheck[]): Promise<Readiness> {
  const components = await Promise.all(
    checks.map(async ({ name, check }) => ({ name, ...(await inTime(check)) })),
  );
  const states = new Set(components.map(({ state }) => state));
  const state = states.has('red') ? 'red' : states.has('amber') ? 'amber' : 'green';
  return { state, components };
}

/** `/health/live`: the process answers. `/health/ready`: 200 unless a component is red, then 503. */
export function addHealthRoutes(server: FastifyInstance, checks: readonly HealthCheck[]): void {
  server.get('/health/live', () => ({ state: 'green' }));
  server.get('/health/ready', async (_, reply) => {
    const readiness = await readinessOf(checks);
    return reply.code(readiness.state === 'red' ? 503 : 200).send(readiness);
  });
}

async function inTime(check: HealthCheck['check']): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => {
      resolve({ state: 'red', reason: `no answer within ${String(CHECK_MS_MAX)} ms` });
    }, CHECK_MS_MAX);
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch (error) {
    return { state: 'red', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
