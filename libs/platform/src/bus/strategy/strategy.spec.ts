import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { catalogue, ok, refuse, type EventOf } from '@fuhua/kernel';
import { publicEvent } from '@fuhua/contracts';
import { Controller, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { concat, of, throwError, type Observable } from 'rxjs';
import { z } from 'zod';
import { OutcomeUnknown, Unavailable } from '../../event-store/index.ts';
import { tell, type CommandContext, type Handled } from '../../handle/index.ts';
import { hear } from '../../reactions/hear.ts';
import type { Reaction } from '../../reactions/index.ts';
import { make } from '../../views/things.suite.ts';
import { topic } from '../topic.ts';
import { OnTopic, topicReaction, type Answer } from './on-topic.ts';
import { TopicStrategy } from './strategy.ts';

const said = publicEvent('Said', z.object({ how: z.string() }));
type Said = EventOf<typeof said>;
type Refusal = { readonly code: 'echo.loud' } | { readonly code: 'echo.busy' };
type Heard = Answer<Refusal>;

const echo = topicReaction<Said, Refusal>({
  group: 'echo',
  on: topic('talker', 'land', catalogue(said)),
  types: ['Said'],
  refusals: { 'echo.loud': 'done', 'echo.busy': 'park' },
});

const done = ok({ revision: 0 } as unknown as Handled);
const broken = new Error('broken');
const contexts: CommandContext[] = [];

/** What the method does with each event. */
const ways: Readonly<Record<string, () => Promise<Heard> | Observable<Heard>>> = {
  'a promise': () => Promise.resolve(done),
  ignored: () => Promise.resolve('ignored'),
  'an observable': () => of('ignored' as const, done),
  'a throw at once': () => {
    throw broken;
  },
  'a rejection': () => Promise.reject(broken),
  'an observable that fails': () => throwError(() => broken),
  'an observable that fails after its first value': () =>
    concat(
      of(done),
      throwError(() => broken),
    ),
  'an observable of nothing': () => of(),
  'no answer': () => Promise.resolve(undefined as never),
  'a refusal that is done': () => Promise.resolve(refuse({ code: 'echo.loud' })),
  'a refusal that parks': () => Promise.resolve(refuse({ code: 'echo.busy' })),
  'an engine that is away': () => Promise.reject(new Unavailable('away')),
  'an engine that is away, late': () =>
    concat(
      of(done),
      throwError(() => new OutcomeUnknown('?')),
    ),
};

@Controller()
class EchoReaction {
  @OnTopic(echo)
  hear({ data }: Said, context: CommandContext): Promise<Heard> | Observable<Heard> {
    contexts.push(context);
    return ways[data.how]!();
  }
}

@Controller()
class Undeclared {
  @EventPattern({ topic: 'talker', types: ['Said'], group: 'plain' })
  hear(): string {
    return 'ignored';
  }
}

@Controller()
class Twice extends EchoReaction {}

async function reactionsOf(...controllers: readonly Type[]): Promise<readonly Reaction[]> {
  @Module({ controllers: [...controllers] })
  class Spec {}
  const added: Reaction[] = [];
  const strategy = new TopicStrategy({ add: (reactions) => void added.push(...reactions) });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- a class in Nest's types only
  const app = await NestFactory.createMicroservice(Spec, { strategy, logger: false });
  try {
    await app.listen();
  } finally {
    await app.close();
  }
  return added;
}

/** How the one reaction takes the event. */
async function taken(how: string): Promise<unknown> {
  const [reaction] = await reactionsOf(EchoReaction);
  const recorded = { ...make(said({ how })), stream: 'land-v', revision: 0, position: 1n } as const;
  const ports = { clock: { now: () => '2024-03-01T02:00:00.000Z' as never } };
  return hear(ports, reaction!, recorded, tell(reaction!.on, recorded));
}

test('what a controller declares is run as a reaction to the topic', async () => {
  const [reaction, ...others] = await reactionsOf(EchoReaction);
  expect(others).toEqual([]);
  expect(reaction).toMatchObject({ ...echo, on: { topic: 'talker', category: 'land' } });
});

test.each(['a promise', 'ignored', 'an observable', 'a refusal that is done'])(
  '%s is heard, and the method gets the context of its command',
  async (how) => {
    contexts.length = 0;
    expect(await taken(how)).toBeUndefined();
    expect(contexts).toMatchObject([{ keyed: true, actor: { role: 'system' } }]);
  },
);

test.each([
  'a throw at once',
  'a rejection',
  'an observable that fails',
  'an observable that fails after its first value',
])('%s counts as a failure, and says why', async (how) => {
  expect(await taken(how)).toEqual({ means: 'retry', error: 'Error: broken' });
});

test.each(['an observable of nothing', 'no answer'])('%s counts as a failure', async (how) => {
  expect(await taken(how)).toMatchObject({ means: 'retry' });
});

test('a refusal means what the table says', async () => {
  expect(await taken('a refusal that parks')).toMatchObject({ means: 'park' });
});

test('an engine that is away is no failure of the message', async () => {
  await expect(taken('an engine that is away')).rejects.toThrow(Unavailable);
  await expect(taken('an engine that is away, late')).rejects.toThrow(OutcomeUnknown);
});

test('what cannot be run is refused when the service starts', async () => {
  await expect(reactionsOf(Undeclared)).rejects.toThrow('declare it by @OnTopic');
  await expect(reactionsOf(EchoReaction, Twice)).rejects.toThrow('two methods hear as echo');
});
