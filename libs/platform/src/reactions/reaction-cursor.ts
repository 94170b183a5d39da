import type { DataSource } from 'typeorm';
import type { Position } from '../event-store/index.ts';
import { asking, poolOf, transaction, type Queryable } from '../views/database.ts';

/** Whose events a group hears: those of its own service, or of the topic of another. */
export interface Hears {
  readonly group: string;
  readonly topic?: string | undefined;
}

/** The group heard another history than the one there is now; a restore came between. It does not go on by itself. */
export class ReactionRestartNeeded extends Error {
  override readonly name = 'ReactionRestartNeeded';
  constructor(
    readonly group: string,
    readonly heard: string,
    readonly epoch: string,
  ) {
    super(
      `${group} heard epoch ${heard}, and the history is now ${epoch}; run: fuhua rebuild ${group}`,
    );
  }
}

/**
 * Where the group goes on; one that never ran begins before the first event.
 * @throws ReactionRestartNeeded @throws Unavailable
 */
export async function openCursor(
  db: Queryable,
  { group, topic }: Hears,
  epoch: string,
): Promise<Position> {
  const { rows } = await asking(() =>
    db.query<{ epoch: string; position: string }>(
      'select epoch, position::text from reaction_cursor where reaction = $1',
      [group],
    ),
  );
  const [row] = rows;
  if (row === undefined) {
    const insert =
      'insert into reaction_cursor (reaction, topic, epoch, position) values ($1, $2, $3, 0) on conflict do nothing';
    await asking(() => db.query(insert, [group, topic ?? null, epoch]));
    return openCursor(db, { group, topic }, epoch);
  }
  if (row.epoch !== epoch) throw new ReactionRestartNeeded(group, row.epoch, epoch);
  return BigInt(row.position);
}

/**
 * Compare and set. False when the cursor was not where it was thought: another process came first.
 * @throws Unavailable — the outcome is unknown; the cursor tells.
 */
export async function moveCursor(
  db: Queryable,
  group: string,
  epoch: string,
  from: Position,
  to: Position,
): Promise<boolean> {
  const { rowCount } = await asking(() =>
    db.query({
      name: 'reaction-cursor-move',
      text: `update reaction_cursor set position = $4, at = now()
        where reaction = $1 and epoch = $2 and position = $3`,
      values: [group, epoch, String(from), String(to)],
    }),
  );
  return rowCount === 1;
}

/** Which history a group that ever ran has heard. */
export interface Heard extends Hears {
  readonly epoch: string;
}

/** @throws Unavailable */
export async function heardEpochs(dataSource: DataSource): Promise<readonly Heard[]> {
  const { rows } = await asking(() =>
    poolOf(dataSource).query<{ group: string; topic: string | null; epoch: string }>(
      'select reaction as group, topic, epoch from reaction_cursor order by reaction',
    ),
  );
  return rows.map(({ group, topic, epoch }) => ({ group, topic: topic ?? undefined, epoch }));
}

/**
 * After a restore: the group hears the history of `epoch` from its beginning. Commands that were accepted are
 * recognised, events that were discarded stay so; what was set aside is heard anew.
 * @throws Unavailable
 */
export async function restartReaction(
  dataSource: DataSource,
  group: string,
  epoch: string,
): Promise<void> {
  await transaction(poolOf(dataSource), async (client) => {
    const run = (text: string, ...values: string[]): Promise<unknown> =>
      asking(() => client.query(text, [group, ...values]));
    await run(
      'update reaction_cursor set epoch = $2, position = 0, at = now() where reaction = $1',
      epoch,
    );
    await run('delete from reaction_message where reaction = $1');
    await run('delete from reaction_key where reaction = $1');
  });
}
