import { Gauge } from 'prom-client';
import type { DeadlinesStatus, TimedStatus } from '../deadlines/index.ts';
import { Unavailable } from '../event-store/index.ts';
import type { Metrics } from '../http/metrics.ts';
import type { OpenPorts } from './open.ts';

type Value = readonly [labels: Readonly<Record<string, string>>, value: number];

/**
 * How far views, reactions, deadlines and topics are behind, asked when `/metrics` is read. While the engine does not answer
 * there are no values: a last one would look like news.
 */
export function measureLag(
  { registry }: Metrics,
  ports: Pick<OpenPorts, 'projection' | 'reactions' | 'deadlines' | 'relay' | 'mirrors'>,
): void {
  const { projection, reactions, deadlines } = ports;
  const gauge = gaugesIn(registry);
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
  measureBus(gauge, ports);
  const timed = async (value: (status: TimedStatus) => number): Promise<readonly Value[]> =>
    (await deadlines.status()).slices.map((status) => [
      { category: status.category },
      value(status),
    ]);
  gauge('fuhua_deadline_open', 'Deadlines that are open', ['category'], () =>
    timed(({ open }) => open),
  );
  gauge('fuhua_deadline_overdue', 'Deadlines due and not passed yet', ['category'], () =>
    timed(({ overdue }) => overdue),
  );
  gauge('fuhua_deadline_lag_seconds', 'How long the oldest has been due', ['category'], () =>
    timed(({ lagSeconds }) => lagSeconds),
  );
  gauge('fuhua_deadline_stuck', 'Deadlines refused or broken, 20 at most', ['state'], async () =>
    tally((await deadlines.status()).stuck),
  );
}

type AddGauge = (
  name: string,
  help: string,
  labels: readonly string[],
  ask: () => Promise<readonly Value[]>,
) => void;

function gaugesIn(registry: Metrics['registry']): AddGauge {
  return (name, help, labels, ask) => {
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
}

function measureBus(
  gauge: AddGauge,
  { relay, mirrors }: Pick<OpenPorts, 'relay' | 'mirrors'>,
): void {
  gauge('fuhua_relay_lag_events', 'Events after the topic’s position', ['topic'], async () => {
    const { topic, lagEvents } = await relay.status();
    return [[{ topic }, lagEvents]];
  });
  gauge('fuhua_relay_lag_seconds', 'Age of the oldest event not told', ['topic'], async () => {
    const { topic, lagSeconds } = await relay.status();
    return [[{ topic }, lagSeconds]];
  });
  gauge('fuhua_mirror_lag_seconds', 'Age of the news of a topic', ['topic'], () =>
    Promise.resolve(
      mirrors.flatMap((mirror): readonly Value[] => {
        const { topic, lagSeconds } = mirror.status();
        return lagSeconds === undefined ? [] : [[{ topic }, lagSeconds]];
      }),
    ),
  );
}

function tally(stuck: DeadlinesStatus['stuck']): readonly Value[] {
  return (['refused', 'broken'] as const).map((state) => [
    { state },
    stuck.filter((one) => one.state === state).length,
  ]);
}

function unlessUnavailable(error: unknown): readonly Value[] {
  if (error instanceof Unavailable) return [];
  throw error;
}
