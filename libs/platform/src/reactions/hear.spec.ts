import { beforeEach, expect, test } from '@jest/globals';
import { parseInstant, refuse, type Told } from '@fuhua/kernel';
import { memoryStore, OutcomeUnknown, Unavailable } from '../event-store/index.ts';
import type { EventStore, Recorded } from '../event-store/index.ts';
import { commandIdOfReaction, metadataOf, tell, UnknownEvent } from '../handle/index.ts';
import type { CommandContext } from '../handle/index.ts';
import { make, thingBoard } from '../views/things.suite.ts';
import { platformActor } from './context.ts';
import { landOf, said, specPrivacy, type Land } from './echoes.suite.ts';
import { hear } from './hear.ts';
import type { Reaction } from './reaction.ts';
import type { Failure } from './retry-budget.ts';

const now = parseInstant('2024-03-04T09:00:00+08:00');
const clock = { now: () => now };
let store: EventStore;
let land: Land;

beforeEach(async () => {
  store = memoryStore();
  land = landOf({ store, privacy: await specPrivacy() });
});

const hearing = (reaction: Reaction, recorded: Recorded): Promise<Failure | undefined> =>
  hear({ clock }, reaction, recorded, tell(land.valleys, recorded));

const refusing = (code: string, tries: CommandContext[] = []): Reaction => ({
  ...land.echoing(),
  react: (_, context) => {
    tries.push(context);
    return Promise.resolve(refuse({ code }));
  },
});

test('the command is the platform’s, and says by which event it was caused', async () => {
  const [recorded] = await land.append('a', make(said({ text: 'hello' }), { traceparent: 'tp' }));
  expect(await hearing(land.echoing(), recorded!)).toBeUndefined();
  const sent: Recorded[] = [];
  for await (const echo of store.readStream('landecho-a')) sent.push(echo);
  expect(metadataOf(sent[0]!)).toMatchObject({
    commandId: commandIdOfReaction('land', recorded!.id),
    causationId: recorded!.id,
    correlationId: metadataOf(recorded!).correlationId,
    actor: platformActor,
    occurredAt: now,
    traceparent: 'tp',
  });
});

test('heard twice, it leads to one command', async () => {
  const [recorded] = await land.say('a', 'hello');
  await hearing(land.echoing(), recorded!);
  expect(await hearing(land.echoing(), recorded!)).toBeUndefined();
  expect(await land.echoes('a')).toEqual(['hello']);
});

test('no command is sent before its cause, however the clocks differ', async () => {
  const late = parseInstant('2024-03-05T09:00:00+08:00');
  const [recorded] = await land.append('a', make(said({ text: 'x' }), { recordedAt: late }));
  const tries: CommandContext[] = [];
  await hearing(refusing('echo.too-loud', tries), recorded!);
  expect(tries.map((context) => context.now)).toEqual([late]);
});

test.each([
  ['echo.too-loud', 'done'],
  ['echo.not-now', 'retry'],
  ['echo.forbidden', 'park'],
  ['platform.idempotency-key-reused', 'park'],
  ['echo.unheard-of', 'park'],
])('a refusal with %s means %s', async (code, means) => {
  const [recorded] = await land.say('a', 'x');
  const failure = await hearing(refusing(code), recorded!);
  const error = `refused: {"code":"${code}"}`;
  expect(failure).toEqual(means === 'done' ? undefined : { means, error });
});

test('a conflict is tried again at once, and is a failure only when it lasts', async () => {
  const [recorded] = await land.say('a', 'x');
  const tries: CommandContext[] = [];
  expect(await hearing(refusing('platform.conflict', tries), recorded!)).toMatchObject({
    means: 'retry',
  });
  expect(new Set(tries.map(({ commandId }) => commandId)).size).toBe(1);
  expect(tries.length).toBeGreaterThan(3);
});

test('a throw is a failure; an engine that does not answer is not', async () => {
  const [recorded] = await land.say('a', 'x');
  const throwing = (error: Error): Promise<Failure | undefined> =>
    hearing(
      land.echoing({
        before: () => {
          throw error;
        },
      }),
      recorded!,
    );
  expect(await throwing(new Error('broken'))).toEqual({ means: 'retry', error: 'Error: broken' });
  const long = await throwing(new Error('x'.repeat(10_000)));
  expect(long?.error.length).toBeLessThan(2_100);
  for (const stops of [
    new Unavailable('down'),
    new OutcomeUnknown('cut'),
    new UnknownEvent(recorded!),
  ]) {
    await expect(throwing(stops)).rejects.toBe(stops);
  }
});

test('a reaction that queries a view waits until it has passed the event', async () => {
  const [recorded] = await land.say('a', 'x');
  const steps: unknown[] = [];
  const reaction: Reaction = {
    ...land.echoing({ before: () => void steps.push('reacts') }),
    after: thingBoard,
  };
  const projection = {
    waitUntil: (view: unknown, position: bigint) => {
      steps.push([view, position]);
      return Promise.resolve();
    },
  };
  const event: Told = tell(land.valleys, recorded!);
  await hear({ clock, projection }, reaction, recorded!, event);
  expect(steps).toEqual([[thingBoard, recorded!.position], 'reacts']);
});
