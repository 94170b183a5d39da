import { expect, test } from '@jest/globals';
import { join } from 'node:path';

type Schema = Readonly<Record<string, unknown>>;
interface Frozen {
  breaks(was: Schema, now: Schema | undefined): readonly string[];
  allBreaks(
    frozen: Readonly<Record<string, Schema>>,
    current: Readonly<Record<string, Schema>>,
  ): readonly string[];
}
const { allBreaks, breaks } = (await import(join(import.meta.dirname, 'frozen.mjs'))) as Frozen;

const text = { type: 'string' };
const person = (properties: Schema, required: readonly string[] = ['id']): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const was = person({
  id: text,
  role: { type: 'string', enum: ['officer', 'rater'] },
  tags: { type: 'array', items: text },
});
const fields = was['properties'] as Schema;

test.each([
  ['nothing changed', was],
  ['an optional field', person({ ...fields, note: text })],
  [
    'a value more',
    person({ ...fields, role: { type: 'string', enum: ['officer', 'rater', 'auditor'] } }),
  ],
  ['other words about it', { ...was, title: 'Person', description: 'somebody' }],
])('an addition passes: %s', (_, now) => {
  expect(breaks(was, now)).toEqual([]);
});

test.each([
  ['a field gone', person({ id: text, tags: fields['tags'] }), '.role: gone'],
  [
    'a new field that is needed',
    person({ ...fields, note: text }, ['id', 'note']),
    '.note: new, and needed',
  ],
  ['a field no longer needed', person(fields, []), '.id: needed or not'],
  ['a field needed from now on', person(fields, ['id', 'role']), '.role: needed or not'],
  ['another type', person({ ...fields, id: { type: 'integer' } }), '.id: type changed'],
  [
    'a value gone',
    person({ ...fields, role: { type: 'string', enum: ['officer'] } }),
    '.role: value rater gone',
  ],
  [
    'limited to values',
    person({ ...fields, id: { ...text, enum: ['a'] } }),
    '.id: limited to values',
  ],
  ['another limit', person({ ...fields, id: { ...text, maxLength: 5 } }), '.id: maxLength changed'],
  [
    'other items',
    person({ ...fields, tags: { type: 'array', items: { type: 'integer' } } }),
    '.tags[]: type changed',
  ],
])('more than an addition is found: %s', (_, now, found) => {
  expect(breaks(was, now)).toEqual([found]);
});

test('a variant of a union must stay, another may come', () => {
  const union = { anyOf: [text, { type: 'integer' }] };
  expect(breaks(union, { anyOf: [{ type: 'integer' }, { type: 'boolean' }, text] })).toEqual([]);
  expect(breaks(union, { anyOf: [text] })).toEqual(['|1: gone']);
});

test('an event that is gone is found', () => {
  expect(allBreaks({ 'stored/registry/A.1': was }, {})).toEqual(['stored/registry/A.1: gone']);
});
