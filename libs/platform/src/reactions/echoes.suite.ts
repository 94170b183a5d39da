import {
  catalogue,
  event,
  ok,
  refuse,
  streamOf,
  type EventOf,
  type Result,
  type Slice,
} from '@fuhua/kernel';
import { z } from 'zod';
import type { Expected, NewEvent, Recorded } from '../event-store/index.ts';
import { handle, type HandlePorts, type Readable } from '../handle/index.ts';
import { memoryKeys, openPrivacy, randomMasterKey, type Privacy } from '../privacy/index.ts';
import { make } from '../views/things.suite.ts';
import { reaction, type Reaction } from './reaction.ts';

/** Two slices for specs: what is said in a valley, and its echo, which counts every command it takes. */

export const said = event('Said', 1, z.object({ text: z.string() }));
export const sighed = event('Sighed', 1, z.object({}));
type Said = EventOf<typeof said>;

const echoed = event('Echoed', 1, z.object({ text: z.string() }));
type Echoed = EventOf<typeof echoed>;
interface Echo {
  readonly type: 'Echo';
  readonly text: string;
}
type EchoRefusal =
  | { readonly code: 'echo.too-loud' }
  | { readonly code: 'echo.not-now'; readonly text: string }
  | { readonly code: 'echo.forbidden' };

interface Echoing {
  /** Runs before the command; may throw. */
  readonly before?: (text: string) => void;
  /** Id of the echo's stream; the valley's own otherwise. */
  readonly target?: string;
}

/** Streams that no other spec of the same database hears. */
export interface Land {
  readonly valleys: Readable;
  /** Appends one event after another. */
  append(valley: string, ...events: readonly NewEvent[]): Promise<Recorded[]>;
  say(valley: string, ...texts: readonly string[]): Promise<Recorded[]>;
  /** Echoes what is said; its group is named like the land. */
  echoing(options?: Echoing): Reaction<Said, EchoRefusal>;
  /** What was echoed, in order. */
  echoes(valley: string): Promise<readonly string[]>;
}

/** `name`: small letters. */
export function landOf(ports: HandlePorts, name = 'land'): Land {
  const { store } = ports;
  const valleys: Readable = { category: name, events: catalogue(said, sighed) };
  const echoes = echoesOf(`${name}echo`);
  const append: Land['append'] = async (valley, ...events) => {
    const stream = streamOf(name, valley);
    let expected: Expected = 'none';
    for await (const last of store.readStream(stream, { backwards: true, limit: 1 })) {
      expected = last.revision;
    }
    const recorded: Recorded[] = [];
    for (const next of events) {
      const { revision, position } = await store.append(stream, expected, [next]);
      recorded.push({ ...next, stream, revision, position });
      expected = revision;
    }
    return recorded;
  };
  return {
    valleys,
    append,
    say: (valley, ...texts) => append(valley, ...texts.map((text) => make(said({ text })))),
    echoing: ({ before, target } = {}) =>
      reaction<Said, EchoRefusal>({
        group: name,
        on: valleys,
        types: ['Said'],
        async react({ data: { text }, origin }, context) {
          before?.(text);
          const id = target ?? origin.stream.slice(name.length + 1);
          const command: Echo = { type: 'Echo', text };
          return handle(ports, echoes, id, context, () => command);
        },
        refusals: { 'echo.too-loud': 'done', 'echo.not-now': 'retry', 'echo.forbidden': 'park' },
      }),
    echoes: async (valley) => {
      const texts: string[] = [];
      for await (const { data } of store.readStream(streamOf(`${name}echo`, valley))) {
        texts.push((JSON.parse(data) as { text: string }).text);
      }
      return texts;
    },
  };
}

/** Not idempotent by itself: a command accepted twice would be seen twice. */
function echoesOf(category: string): Slice<readonly string[], Echo, Echoed, EchoRefusal> {
  return {
    category,
    events: catalogue(echoed),
    decider: {
      initial: [],
      decide({ text }): Result<readonly Echoed[], EchoRefusal> {
        if (text === 'loud') return refuse({ code: 'echo.too-loud' });
        if (text === 'busy') return refuse({ code: 'echo.not-now', text });
        if (text === 'forbidden') return refuse({ code: 'echo.forbidden' });
        return ok([echoed({ text })]);
      },
      evolve: (texts, { data }) => [...texts, data.text],
    },
  };
}

export const specPrivacy = (): Promise<Privacy> =>
  openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
