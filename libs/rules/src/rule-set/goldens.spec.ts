import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  calendarOf,
  knownRules,
  newestCalendar,
  type Finding,
  type KnownRule,
  type RuleInSet,
} from '../index.ts';
import { paramsOf, questionsTo, type Question } from './goldens.suite.ts';

/**
 * A released implementation is frozen: what it found once, to inputs on file, it finds for ever, to the letter. A file is
 * written once, by `FUHUA_WRITE_GOLDENS=1 npm test -- goldens`, and never again; a rule that has to find otherwise is the next
 * `impl`, with a file of its own, which a new version of a rule set adopts.
 */

const folder = join(import.meta.dirname, 'goldens');
const fileOf = ({ rule, impl }: KnownRule): string =>
  join(folder, `${rule.toLowerCase()}.${String(impl)}.json`);

interface Goldens {
  readonly params: RuleInSet['params'];
  readonly calendar: string;
  readonly answers: readonly (Question & { readonly finding: Finding })[];
}

/** @throws Error that says how to write a file that is missing */
function kept(known: KnownRule, write = process.env['FUHUA_WRITE_GOLDENS'] === '1'): Goldens {
  const file = fileOf(known);
  if (!existsSync(file)) {
    const path = relative(process.cwd(), file);
    if (!write) throw new Error(`no ${path}: FUHUA_WRITE_GOLDENS=1 npm test -- goldens writes it`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, textOf(answered(known)), { flag: 'wx' });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Goldens;
}

function answered(known: KnownRule): Goldens {
  const asked = { params: paramsOf(known), calendar: newestCalendar().id };
  const answers = questionsTo(known).map((question) => ({
    ...question,
    finding: findingOf(known, asked, question),
  }));
  return { ...asked, answers };
}

function findingOf(
  { find }: KnownRule,
  { params, calendar }: Omit<Goldens, 'answers'>,
  { facts, on }: Question,
): Finding {
  return find(facts, params, { on, calendar: calendarOf(calendar) });
}

/** An answer a line. */
function textOf({ answers, ...asked }: Goldens): string {
  const lines = answers.map((answer) => JSON.stringify(answer));
  return `${JSON.stringify(asked).slice(0, -1)},"answers":[\n${lines.join(',\n')}\n]}\n`;
}

const named = knownRules.map(
  (known) => [`${known.rule} impl ${String(known.impl)}`, known] as const,
);

describe.each(named)('%s', (_name, known) => {
  test('finds what it always found, to the letter', () => {
    const { answers, ...asked } = kept(known);
    const now = answers.map((question) => JSON.stringify(findingOf(known, asked, question)));
    expect(now).toEqual(answers.map(({ finding }) => JSON.stringify(finding)));
  });

  test('is asked enough for a change to show: every fact known and not, several outcomes', () => {
    const { answers } = kept(known);
    const outcomes = new Set(answers.map(({ finding }) => finding.outcome));
    expect(outcomes.has('pass') && outcomes.size > 1).toBe(true);
    for (const name of known.factNames) {
      const given = answers.filter(({ facts }) => name in facts).length;
      expect([name, given > 0, given < answers.length]).toEqual([name, true, true]);
    }
  });
});

test('no file is left of an implementation that is not known', () => {
  const files = knownRules.map((known) => relative(folder, fileOf(known)));
  expect(readdirSync(folder).sort()).toEqual(files.sort());
});
