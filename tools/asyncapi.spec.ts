import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

interface Document {
  readonly channels: Readonly<Record<string, { readonly messages: object }>>;
  readonly operations: Readonly<Record<string, object>>;
}

const require = createRequire(import.meta.url);
const schema = require('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
const file = join(import.meta.dirname, '../docs/generated/asyncapi.json');
const document = JSON.parse(readFileSync(file, 'utf8')) as Document;

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const isValid = ajv.compile(schema);

test('the AsyncAPI document is one of AsyncAPI 3', () => {
  expect([isValid(document), isValid.errors]).toEqual([true, null]);
});

test('every service tells something of its own, in a channel and an operation', () => {
  const channels = Object.entries(document.channels);
  expect(channels.map(([name]) => name)).toEqual(['registry', 'incubation', 'evaluation']);
  for (const [name, { messages }] of channels) {
    expect([name, Object.keys(messages).length > 4]).toEqual([name, true]);
    expect(document.operations).toHaveProperty(`${name}Tells`);
  }
});

test.each([
  ['an operation that neither sends nor receives', { action: 'shout' }],
  ['an operation without a channel', { channel: undefined }],
])('%s is not one', (_, fault) => {
  const [name, operation] = Object.entries(document.operations)[0]!;
  const wrong = { ...document, operations: { [name]: { ...operation, ...fault } } };
  expect(isValid(JSON.parse(JSON.stringify(wrong)))).toBe(false);
});
