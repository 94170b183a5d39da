/**
 * Keeps the shapes of stored and public events: what was released may only be added to.
 *
 *   node tools/frozen.mjs            exit 0: docs/generated/schemas only adds to docs/frozen.json; 1: it takes away
 *   node tools/frozen.mjs --freeze   the same, then writes what is new into docs/frozen.json
 *
 * docs/frozen.json is never edited by hand. A change that is more than an addition is the event's next shape, or `.v2`.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { filesIn } from './generate.mjs';

const root = join(import.meta.dirname, '..');
const frozenFile = join(root, 'docs/frozen.json');
/** What says nothing about the data. */
const notes = new Set(['$schema', 'title', 'description']);
const own = new Set([
  'type',
  'properties',
  'required',
  'items',
  'enum',
  'anyOf',
  'oneOf',
  ...notes,
]);

/** Paths at which `now` is more than an addition to `was`; none when it is one. */
export function breaks(was, now, at = '') {
  if (now === undefined) return [`${at}: gone`];
  const said = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter(
    (key) => !own.has(key) && !isDeepStrictEqual(was[key], now[key]),
  );
  return [
    ...said.map((key) => `${at}: ${key} changed`),
    ...(isDeepStrictEqual(was.type, now.type) ? [] : [`${at}: type changed`]),
    ...fieldBreaks(was, now, at),
    ...(was.items === undefined ? [] : breaks(was.items, now.items, `${at}[]`)),
    ...(was.enum ?? [])
      .filter((value) => !(now.enum ?? []).includes(value))
      .map((value) => `${at}: value ${String(value)} gone`),
    ...(was.enum === undefined && now.enum !== undefined ? [`${at}: limited to values`] : []),
    ...variantBreaks(was, now, at),
  ];
}

function fieldBreaks(was, now, at) {
  const [old, fresh] = [was.properties ?? {}, now.properties ?? {}];
  const [needed, stillNeeded] = [new Set(was.required), new Set(now.required)];
  const kept = Object.entries(old).flatMap(([field, schema]) => [
    ...breaks(schema, fresh[field], `${at}.${field}`),
    ...(needed.has(field) === stillNeeded.has(field) ? [] : [`${at}.${field}: needed or not`]),
  ]);
  const added = Object.keys(fresh).filter((field) => !(field in old) && stillNeeded.has(field));
  return [...kept, ...added.map((field) => `${at}.${field}: new, and needed`)];
}

/** Each variant of a union must be there still; others may come. */
function variantBreaks(was, now, at) {
  const [old, fresh] = [was.anyOf ?? was.oneOf ?? [], now.anyOf ?? now.oneOf ?? []];
  return old.flatMap((variant, index) =>
    fresh.some((one) => breaks(variant, one).length === 0) ? [] : [`${at}|${index}: gone`],
  );
}

/** Every frozen schema against what the code says now. */
export function allBreaks(frozen, current) {
  return Object.entries(frozen).flatMap(([name, schema]) =>
    breaks(schema, current[name]).map((what) => `${name}${what}`),
  );
}

function main(freeze) {
  const files = filesIn(join(root, 'docs/generated/schemas'));
  const current = Object.fromEntries(
    [...files].map(([path, text]) => [path.replace(/\.json$/, ''), JSON.parse(text)]),
  );
  const frozen = fs.existsSync(frozenFile) ? JSON.parse(fs.readFileSync(frozenFile, 'utf8')) : {};
  const found = allBreaks(frozen, current);
  for (const line of found) console.error(line);
  const unfrozen = Object.keys(current).filter(
    (name) => !isDeepStrictEqual(frozen[name], current[name]),
  );
  if (found.length > 0 || files.size === 0) process.exitCode = 1;
  else if (freeze) {
    const sorted = Object.fromEntries(Object.entries(current).sort(([a], [b]) => (a < b ? -1 : 1)));
    fs.writeFileSync(frozenFile, `${JSON.stringify(sorted)}\n`.replaceAll('},"', '},\n"'));
  } else if (unfrozen.length > 0) {
    console.error(`not frozen yet, run npm run freeze: ${unfrozen.join(', ')}`);
    process.exitCode = 1;
  }
  console.log(`${Object.keys(frozen).length} schemas frozen, ${files.size} in the code`);
}

if (process.argv[1] === import.meta.filename) main(process.argv.includes('--freeze'));
