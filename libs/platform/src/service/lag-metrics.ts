import { Gauge } from 'prom-client';
import { Unavailable } from '../event-store/index.ts';
import type { Metrics } from '../http/metrics.ts';
import type { OpenPorts } from './open.ts';

type Value = readonly [labels: Readonly<Record<string, string>>, value: number];

/**
 * How far views and reactions are behind the history, asked when `/metrics` is read. While the engine does not answer
 * there are no values: a last one would look like news.
 */
export function measureLag(
  { registry }: Metrics,
  { projection, reactions }: Pick<OpenPorts, 'projection' | 'reactions'>,
): void {
  const gauge = (
    name: string,
    help: string,
    labels: readonly string[],
    ask: () => Promise<readonly Value[]>,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [registry],
      async collect() {
        this.reset();
        for (const [of, value] of await ask().catch(unlessUnavailable)) this.set(of, value);
      },
    });
  };
  const views = (): ReturnType<typeof projection.status> => projection.status();
  const groups = (): ReturnType<typeof reactions.status> => reactions.status();
  gauge('fuhua_view_lag_events', 'Events recorded after the view’s position', ['view'], async () =>
    (await views()).map(({ name, lagEvents }) => [{ view: name }, lagEvents]),
  );
  gauge('fuhua_view_lag_seconds', 'Age of the oldest event not in the view', ['view'], async () =>
    (await views()).map(({ name, lagSeconds }) => [{ view: name }, lagSeconds]),
  );
  gauge('fuhua_reaction_lag_events', 'Events after the group’s position', ['group'], async () =>
    (await groups()).map(({ group, lagEvents }) => [{ group }, lagEvents]),
  );
  gauge('fuhua_reaction_lag_seconds', 'Age of the oldest event not heard', ['group'], async () =>
    (await groups()).map(({ group, lagSeconds }) => [{ group }, lagSeconds]),
  );
  gauge('fuhua_reaction_keys', 'Streams set aside', ['group', 'state'], async () =>
    (await groups()).flatMap(({ group, parked, retrying }): readonly Value[] => [
      [{ group, state: 'parked' }, parked],
      [{ group, state: 'retrying' }, retrying],
    ]),
  );
}

function unlessUnavailable(error: unknown): readonly Value[] {
  if (error instanceof Unavailable) return [];
  throw error;
}
