import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  adrsAreWhole,
  filesAreShort,
  functionsAreShort,
  knownNames,
  linksResolve,
  nothingLeftOpen,
  nothingLocal,
  oneLayerEach,
  oneProjectEach,
  suppressionsSayWhy,
  type Check,
  type File,
  type JestProject,
} from './style.ts';

/** The tree keeps its own style, and each check is shown what it must catch and what it must let be. */

const root = join(import.meta.dirname, '..');

/** Files over 300 lines, each with its reason. */
const longFiles = new Map<string, string>([]);

const tracked: readonly File[] = execFileSync('git', ['ls-files', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const registry =
  process.env['npm_config_registry'] ??
  execFileSync('npm', ['config', 'get', 'registry'], { cwd: root, encoding: 'utf8' }).trim();
const jestConfig = join(root, 'jest.config.mjs');
const { projects } = ((await import(jestConfig)) as { default: { projects: JestProject[] } })
  .default;

const mark = (...parts: readonly string[]): string => parts.join('');
const file = (path: string, ...lines: readonly string[]): File => ({
  path,
  text: lines.join('\n'),
});
const adr = (...headings: readonly string[]): string => headings.map((h) => `## ${h}`).join('\n');
const wholeAdr = adr('Status', 'Context', 'Options', 'Decision', 'Consequences', 'Checked by');

const calls = (lines: number): readonly string[] => Array<string>(lines).fill('f();');
const members = (lines: number): readonly string[] => Array<string>(lines).fill('a = 1;');

interface Style {
  readonly check: Check;
  /** The same for planted faults, where it depends on the machine. */
  readonly planted?: Check;
  /** Each must yield exactly one fault by itself, or with the files it needs beside it. */
  readonly faulty: readonly (File | readonly File[])[];
  readonly sound: readonly File[];
}

const styles: Record<string, Style> = {
  'every file of services and libs has a known name': {
    check: knownNames,
    faulty: [
      file('services/incubation/src/case/case.service.ts'),
      file('services/incubation/src/case/helpers.ts'),
      file('services/incubation/src/case/Case.decider.ts'),
      file('services/incubation/src/case/deep/case.decider.ts'),
      file('services/incubation/src/util.ts'),
      file('services/incubation/src/migrations/first.ts'),
      file('libs/kernel/src/Result.ts'),
      file('libs/kernel/src/result.js'),
      file('libs/rules/src/entry/entry.helper.ts'),
    ],
    sound: [
      file('services/incubation/src/app.module.ts'),
      file('services/incubation/src/main.ts'),
      file('services/incubation/src/case/case-board.view.ts'),
      file('services/incubation/src/case/case.decider.spec.ts'),
      file('services/incubation/src/case/case.http.e2e.spec.ts'),
      file('services/incubation/src/migrations/1790000000000-case.ts'),
      file('libs/contracts/src/registry.person.ts'),
      file('libs/rules/src/calendar/holidays.data.ts'),
      file('libs/platform/src/event-store/event-store.int.spec.ts'),
      file('libs/kernel/src/shared.events.ts'),
      file('libs/platform/src/event-store/suite/reads.suite.ts'),
    ],
  },
  'every project has one layer': {
    check: oneLayerEach,
    faulty: [
      file('libs/free/package.json', '{}'),
      file('libs/free/package.json', '{ "nx": { "tags": ["layer:other"] } }'),
      file('libs/free/package.json', '{ "nx": { "tags": ["layer:rules", "layer:app"] } }'),
    ],
    sound: [file('libs/rules/package.json', '{ "nx": { "tags": ["layer:rules", "x"] } }')],
  },
  'relative links in Markdown lead somewhere': {
    check: linksResolve,
    faulty: [
      file('docs/a.md', 'See [b](b.md).'),
      file('docs/a.md', 'See [b](../../outside.md).'),
      file('docs/a.md', '![picture](./picture.svg "title")'),
      file('docs/a.md', '[ref]: ../missing.md'),
      file('docs/a.md', '# One', '[two](#two)'),
      [file('docs/a.md', '[two](b.md#two)'), file('docs/b.md', '# One')],
    ],
    sound: [
      file('docs/b.md', '# The 孵化 base, `handled`: twice', '## Same', '## Same'),
      file(
        'docs/c.md',
        '[b](b.md) [home](../README.md) [docs](../docs/) [out](https://example.org/x.md)',
      ),
      file(
        'docs/d.md',
        '[x](b.md#the-孵化-base-handled-twice) [y](b.md#same-1) [z](mailto:a@example.org)',
      ),
      file('docs/e.md', '```', '[in code](nowhere.md)', '```', '`[code](nowhere.md)`'),
      file('README.md', '# fuhua'),
    ],
  },
  'ADRs are numbered once and whole': {
    check: adrsAreWhole,
    faulty: [
      file('docs/adr/decision.md', wholeAdr),
      file(
        'docs/adr/0001-no-check.md',
        adr('Status', 'Context', 'Options', 'Decision', 'Consequences'),
      ),
      [file('docs/adr/0001-one.md', wholeAdr), file('docs/adr/0001-two.md', wholeAdr)],
    ],
    sound: [
      file('docs/adr/0001-one.md', wholeAdr),
      file('docs/adr/0002-two.md', wholeAdr),
      file('docs/adr/README.md', 'All of them'),
    ],
  },
  'nothing names the machine it was written on': {
    check: nothingLocal(registry),
    planted: nothingLocal('https://npm.example.net/'),
    faulty: [
      file('docs/a.md', mark('see ..', '/shared', '/design.md')),
      file('libs/kernel/src/a.ts', mark("const at = '", '/work', "/main';")),
      file('deploy/a.yaml', mark('home: ', '/root', '/x')),
      file('.npmrc', 'registry=https://npm.example.net/'),
      file('package-lock.json', '"resolved": "https://mirror.example.org/a.tgz"'),
    ],
    sound: [
      file('a.ts', "import '../shared.ts';", "import '../shared.events.ts';", "'/v1/network/'"),
      file('package-lock.json', '"resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz"'),
    ],
  },
  'nothing is left open': {
    check: nothingLeftOpen,
    faulty: [
      file('a.spec.ts', mark('test.on', "ly('x', f);")),
      file('a.spec.ts', mark('describe.sk', "ip('x', f);")),
      file('a.spec.ts', mark('test.concurrent.sk', "ip('x', f);")),
      file('a.spec.ts', mark('  xi', "t('x', f);")),
      file('a.ts', mark('// TO', 'DO: later')),
      file('a.md', mark('FIX', 'ME')),
    ],
    sound: [
      file('a.spec.ts', "test('an order with only one line', f);"),
      file('a.spec.ts', mark('const asRoot = isRoot ? test : test.sk', 'ip;')),
      file('a.ts', 'list.skip(1);'),
    ],
  },
  'suppressions say why': {
    check: suppressionsSayWhy,
    faulty: [
      file('a.ts', mark('// eslint-dis', 'able-next-line no-console')),
      file('a.ts', mark('/* eslint-dis', 'able no-console -- */')),
      file('a.ts', mark('// @ts-', 'expect-error')),
    ],
    sound: [
      file('a.ts', mark('// eslint-dis', 'able-next-line no-console -- the command line talks')),
      file('a.ts', mark('// @ts-', 'expect-error -- a public event has no personal field')),
    ],
  },
  'every spec belongs to one Jest project': {
    check: oneProjectEach(projects),
    faulty: [
      file('deploy/a.spec.ts'),
      file('libs/kernel/src/a.test.ts'),
      file('libs/kernel/src/a.spec.mjs'),
      file('libs/kernel/src/a.engine.spec.ts'),
    ],
    sound: [
      file('libs/kernel/src/a.spec.ts'),
      file('libs/platform/src/views/a.int.spec.ts'),
      file('services/registry/test/a.e2e.spec.ts'),
      file('tools/a.spec.ts'),
    ],
  },
  'files are short, or say why not': {
    check: filesAreShort(longFiles),
    faulty: [file('libs/kernel/src/a.ts', ...Array<string>(301).fill('x'))],
    sound: [
      file('libs/kernel/src/a.ts', ...Array<string>(300).fill('x'), ''),
      file('libs/kernel/src/a.spec.ts', ...Array<string>(400).fill('x')),
      file('libs/rules/src/a.data.ts', ...Array<string>(400).fill('x')),
      ...[...longFiles.keys()].map((path) => file(path, ...Array<string>(301).fill('x'))),
    ],
  },
  'functions are short': {
    check: functionsAreShort,
    faulty: [
      file('a.ts', 'function f() {', ...calls(69), '}'),
      file('a.ts', 'const f = () => {', ...calls(69), '};'),
      file('a.ts', 'function f() {', ...calls(69), 'class A {', ...members(9), '}', '}'),
      file('a.ts', 'class A {', 'm() {', ...calls(69), '}', '}'),
      file('a.ts', 'function f() {', 'class A {', 'm() {', ...calls(69), '}', '}', '}'),
    ],
    sound: [
      file('a.ts', 'function f() {', ...calls(68), '}'),
      file('a.ts', 'class A {', ...members(90), '}'),
      file('a.ts', 'function f() {', ...calls(60), 'class A {', ...members(90), '}', '}'),
      file('a.spec.ts', 'function f() {', ...calls(90), '}'),
      file('a.data.ts', 'function f() {', ...calls(90), '}'),
    ],
  },
};

test('the tree is there', () => {
  expect(tracked.length).toBeGreaterThan(40);
});

for (const [sentence, { check, planted = check, faulty, sound }] of Object.entries(styles)) {
  test(sentence, () => {
    expect(check(tracked)).toEqual([]);
  });

  test(`${sentence}: each planted fault is caught`, () => {
    for (const one of faulty) {
      const files = 'path' in one ? [one] : one;
      expect({ files, faults: planted(files) }).toEqual({ files, faults: [expect.any(String)] });
    }
    expect(planted(sound)).toEqual([]);
  });
}

test('a file allowed to be long must be', () => {
  const check = filesAreShort(new Map([['libs/kernel/src/a.ts', 'it was']]));
  expect(check([file('libs/kernel/src/a.ts', 'x')])).toHaveLength(1);
});
