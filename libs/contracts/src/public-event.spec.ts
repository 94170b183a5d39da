import { expect, test } from '@jest/globals';
import { personal, PersonId } from '@fuhua/kernel';
import { z } from 'zod';
import * as contracts from './index.ts';
import { publicEvent } from './public-event.ts';

interface Exported {
  readonly definition: unknown;
  readonly module: string;
  readonly name: string;
  readonly type: string;
  readonly shape: number;
}

/** Every public event that contracts export, at the root or in a module. */
function exported(): readonly Exported[] {
  const found: Exported[] = [];
  const visit = (module: string, members: object): void => {
    for (const [name, value] of Object.entries(members) as [string, unknown][]) {
      if (typeof value === 'object' && value !== null) visit(name, value);
      if (typeof value !== 'function' || !('schema' in value)) continue;
      const { type, shape } = value as unknown as Exported;
      found.push({ definition: value, module, name, type, shape });
    }
  };
  visit('', contracts);
  return found;
}

const name = personal(z.string(), 'who');

test('a public event is declared in its first shape, and nothing of it is correctable', () => {
  const { type, shape, correctable } = publicEvent('Seen', z.object({ who: PersonId }));
  expect([type, shape, correctable]).toEqual(['Seen', 1, []]);
});

test('a personal field is refused when it is declared', () => {
  const schema = z.object({ who: PersonId, name });
  // @ts-expect-error -- a personal field of a public event is a type error as well
  const declaring = (): unknown => publicEvent('Named', schema);
  expect(declaring).toThrow(new TypeError('Named: a public event has personal fields'));
});

test.each([
  ['optional', z.object({ who: PersonId, name: name.optional() })],
  ['inside an object', z.object({ inner: z.object({ who: PersonId, name }) })],
  ['inside an array', z.object({ people: z.array(z.object({ who: PersonId, name })) })],
])('a personal field %s is refused too', (_, schema) => {
  expect(() => publicEvent('Named', schema as never)).toThrow(TypeError);
});

test('every type is declared once, whatever the module', () => {
  // One that a service tells as well as others is the same definition, exported twice.
  const declared = new Map(exported().map(({ definition, type }) => [definition, type]));
  const types = [...declared.values()];
  expect(types.length).toBeGreaterThan(40);
  expect(types.toSorted()).toEqual([...new Set(types)].sort());
});

test('an event is exported under its type, from a module that its service names', () => {
  for (const { module, name: called, type } of exported()) {
    expect(called).toBe(type.charAt(0).toLowerCase() + type.slice(1));
    expect(module).toMatch(/^$|^[a-z]+([A-Z][a-z]+)+$/);
  }
});
