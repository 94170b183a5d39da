import { Sealed } from '@fuhua/kernel';
import { SealBroken } from './errors.ts';

/** Values within data, reached by path or by walking. Whatever is unchanged is shared with the original. */

/** Undefined when there is none. */
export function valueAt(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

export function withValueAt(data: object, path: readonly string[], value: unknown): object {
  const [key, ...rest] = path;
  if (key === undefined) throw new RangeError('a path needs a key');
  const inner = (data as Readonly<Record<string, unknown>>)[key];
  return { ...data, [key]: rest.length === 0 ? value : withValueAt(inner as object, rest, value) };
}

/** Every sealed value in a row or document. @throws SealBroken for one that is not whole. */
export function sealedIn(value: unknown): readonly Sealed[] {
  const sealed: Sealed[] = [];
  walk(value, (found) => {
    sealed.push(found);
    return found;
  });
  return sealed;
}

/** The same with each sealed value exchanged. */
export function withEachSealed(value: unknown, exchange: (sealed: Sealed) => unknown): unknown {
  return walk(value, exchange);
}

function walk(value: unknown, exchange: (sealed: Sealed) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const walked = items.map((item) => walk(item, exchange));
    return walked.every((item, index) => item === items[index]) ? value : walked;
  }
  // Dates, buffers, maps and the like name themselves otherwise.
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  // Anything else may have a field of that name that is no text.
  if ('sealed' in value && typeof value.sealed === 'string') return exchange(whole(value));
  const entries = Object.entries(value);
  const walked = entries.map(([key, inner]) => [key, walk(inner, exchange)] as const);
  return walked.every(([, inner], index) => inner === entries[index]?.[1])
    ? value
    : Object.fromEntries(walked);
}

function whole(value: object): Sealed {
  const parsed = Sealed.safeParse(value);
  if (parsed.success) return parsed.data;
  const [event, path] = [valueAt(value, ['event']), valueAt(value, ['path'])];
  throw new SealBroken(String(event), String(path), { cause: parsed.error });
}
