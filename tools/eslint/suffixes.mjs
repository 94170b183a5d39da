/**
 * What a file may import and touch, told by its suffix (docs/architecture.md; the design's import table).
 * Each entry is a flat ESLint config; a later entry replaces an earlier one's rule of the same name.
 */
/** `.suite.ts` holds cases that several specs run: the same store contract over each engine. */
const specs = ['**/*.{spec,suite}.ts', 'services/*/test/**/*.ts'];

const kernel = '@fuhua/kernel';
const rules = '@fuhua/rules(/[\\w-]+)?';
const contracts = '@fuhua/contracts';
const platform = '@fuhua/platform/[\\w-]+';
const directory = '@fuhua/directory';
const own = (...suffixes) => `\\./[\\w-]+\\.(${suffixes.join('|')})\\.ts`;
const anySlices = (...suffixes) => `\\.{1,2}/([\\w-]+/)?[\\w-]+\\.(${suffixes.join('|')})\\.ts`;
const otherSlices = (...suffixes) => `\\.\\./[\\w-]+/[\\w-]+\\.(${suffixes.join('|')})\\.ts`;
const anyRelative = '\\.{1,2}/.+';

const exactly = (...sources) => `^(${sources.join('|')})$`;
const except = (...sources) => `^(?!(${sources.join('|')})$)`;

const importRule = (files, ...patterns) => ({
  files,
  ignores: specs,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const testHelpers = {
  regex: exactly('@fuhua/testing', `${anyRelative}\\.(spec|suite)\\.ts`),
  message: 'Only specs and the bench may import test helpers.',
};

/** Files that may import `sources` and nothing else. */
const mayImport = (what, files, ...sources) =>
  importRule(files, { regex: except(...sources), message: `${what} may not import this.` });

const pure = {
  files: [
    'services/*/src/**/*.{events,upcast,decider,publish}.ts',
    'libs/kernel/src/**/*.ts',
    'libs/rules/src/**/*.ts',
  ],
  ignores: specs,
};
const notPure = 'A pure file: time, identity, chance and the world outside are inputs.';

export const suffixes = [
  importRule(['{libs,services,apps}/**/*.ts'], testHelpers),
  mayImport('libs/kernel', ['libs/kernel/src/**/*.ts'], 'zod', anyRelative),
  mayImport('libs/rules', ['libs/rules/src/**/*.ts'], kernel, 'zod', anyRelative),
  mayImport(
    'The digest of facts',
    ['libs/rules/src/rule-set/digest.ts'],
    ...['canonicalize', 'node:crypto'],
  ),
  mayImport('libs/contracts', ['libs/contracts/src/**/*.ts'], kernel, 'zod', anyRelative),
  mayImport(
    'An event catalogue',
    ['services/*/src/**/*.{events,upcast}.ts'],
    ...[kernel, rules, 'zod', own('events')],
  ),
  mayImport(
    'A decider',
    ['services/*/src/**/*.decider.ts'],
    ...[kernel, rules, own('events', 'decider')],
  ),
  importRule(
    ['services/*/src/**/*.publish.ts'],
    { regex: except(kernel, contracts, own('events')), message: 'A publish may not import this.' },
    { regex: exactly(contracts), allowTypeImports: true, message: 'Only types of contracts.' },
  ),
  mayImport(
    'A view',
    ['services/*/src/**/*.view.ts'],
    ...[kernel, rules, contracts, platform, directory, 'typeorm'],
    ...[anySlices('events', 'upcast'), own('view')],
  ),
  importRule(
    ['services/*/src/**/*.{http,reaction}.ts'],
    {
      regex: exactly(otherSlices('events', 'upcast', 'decider', 'publish', 'http', 'reaction')),
      message: "Of another slice, only its query (.view) or its handle's token.",
    },
    testHelpers,
  ),
  {
    files: ['apps/fuhua/src/bench.ts', 'apps/fuhua/src/bench/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    ...pure,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'console', 'performance', 'crypto', 'globalThis', 'global'],
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'WebSocket'],
      ].map((name, index) => (index === 0 ? name : { name, message: notPure })),
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: notPure },
        { object: 'Math', property: 'random', message: notPure },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: notPure },
        { selector: 'CallExpression[callee.name="Date"]', message: notPure },
        { selector: 'ImportExpression', message: 'A pure file imports statically, by the table.' },
      ],
    },
  },
];
