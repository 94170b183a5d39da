import type { KeyObject } from 'node:crypto';
import { KeyBroken } from './errors.ts';
import type { KeyStore, KnownKeys } from './key-store.ts';
import { newWrappedKey, unwrap } from './sealing.ts';

/** The keys as this process may use them, unwrapped. */
export interface Keyring {
  /** Subjects who never had a key are missing. @throws Unavailable @throws KeyBroken */
  find(subjects: Iterable<string>): Promise<Keys>;
  /** Makes the missing ones. @throws Unavailable @throws KeyBroken */
  ensure(subjects: Iterable<string>): Promise<Keys>;
  /** Once it answered, `find` and `ensure` answer 'destroyed' here; elsewhere `keptMsMax` later at most. */
  destroy(subject: string, reason: string): Promise<void>;
}

export type Keys = ReadonlyMap<string, KeyObject | 'destroyed'>;

export interface KeyringLimits {
  /** How long an answer of the key store may be used, counted from the question. */
  readonly keptMsMax: number;
  /** Keys in memory; those asked for longest ago go first. */
  readonly keptMax: number;
}

/** A broken key is the trouble of those who asked for it, not of all who asked in the same tick. */
type Answer = ReadonlyMap<string, KeyObject | 'destroyed' | KeyBroken>;

interface Kept {
  readonly key: KeyObject | 'destroyed';
  readonly until: number;
}

/**
 * Other processes learn of a destroyed key because no answer is used for longer than `keptMsMax`: that needs no
 * connection that could break unnoticed, and a look-up costs one round trip for all keys asked for in the same tick.
 */
export function openKeyring(
  store: KeyStore,
  wrappingKey: KeyObject,
  { keptMsMax, keptMax }: KeyringLimits,
): Keyring {
  const kept = new Map<string, Kept>();
  /** Grows with each destruction: an answer to an older question is then used, and not kept. */
  let destructions = 0;

  const asking = async (ask: () => Promise<KnownKeys>): Promise<Answer> => {
    const [before, askedAt] = [destructions, performance.now()];
    const keys = new Map<string, KeyObject | 'destroyed' | KeyBroken>();
    for (const [subject, known] of await ask()) {
      const key = known === 'destroyed' ? known : unwrapped(wrappingKey, subject, known);
      keys.set(subject, key);
      if (key instanceof KeyBroken || before !== destructions) continue;
      keep(kept, keptMax, subject, { key, until: askedAt + keptMsMax });
    }
    return keys;
  };

  const look = together((subjects) => asking(() => store.find([...subjects])));
  const claim = together((subjects) =>
    asking(() =>
      store.claim(
        new Map([...subjects].map((each) => [each, newWrappedKey(wrappingKey, each)] as const)),
      ),
    ),
  );

  const find = async (subjects: Iterable<string>): Promise<Keys> => {
    const found = new Map<string, KeyObject | 'destroyed'>();
    const unknown: string[] = [];
    const now = performance.now();
    for (const subject of new Set(subjects)) {
      const entry = kept.get(subject);
      if (entry === undefined || entry.until <= now) unknown.push(subject);
      else found.set(subject, entry.key);
    }
    if (unknown.length === 0) return found;
    const answer = await look(unknown);
    return new Map([...found, ...unknown.flatMap((each) => entryOf(answer, each))]);
  };

  return {
    find,
    ensure: async (subjects) => {
      const wanted = [...new Set(subjects)];
      const found = await find(wanted);
      const missing = wanted.filter((subject) => !found.has(subject));
      if (missing.length === 0) return found;
      const claimed = await claim(missing);
      return new Map([...found, ...missing.flatMap((each) => entryOf(claimed, each))]);
    },
    destroy: async (subject, reason) => {
      try {
        await store.destroy(subject, reason);
      } finally {
        destructions += 1;
        kept.delete(subject);
      }
    },
  };
}

function keep(kept: Map<string, Kept>, keptMax: number, subject: string, entry: Kept): void {
  kept.delete(subject);
  kept.set(subject, entry);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptMax) break;
    kept.delete(oldest);
  }
}

/** Whoever asks in one tick is asked for together. */
function together(
  ask: (subjects: ReadonlySet<string>) => Promise<Answer>,
): (subjects: readonly string[]) => Promise<Answer> {
  let next: { readonly all: Set<string>; readonly answer: Promise<Answer> } | undefined;
  const start = (): NonNullable<typeof next> => {
    const all = new Set<string>();
    const answer = Promise.resolve().then(() => {
      next = undefined;
      return ask(all);
    });
    return { all, answer };
  };
  return (subjects) => {
    next ??= start();
    for (const subject of subjects) next.all.add(subject);
    return next.answer;
  };
}

function entryOf(answer: Answer, subject: string): readonly [string, KeyObject | 'destroyed'][] {
  const key = answer.get(subject);
  if (key instanceof KeyBroken) throw key;
  return key === undefined ? [] : [[subject, key]];
}

function unwrapped(
  wrappingKey: KeyObject,
  subject: string,
  wrapped: Uint8Array,
): KeyObject | KeyBroken {
  try {
    return unwrap(wrappingKey, subject, wrapped);
  } catch (error) {
    if (error instanceof KeyBroken) return error;
    throw error;
  }
}
