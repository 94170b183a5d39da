import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/**
 * Every lint rule of ours is shown a violation, and must see it: a check that matches nothing is worse than none.
 *
 * The samples are linted in a copy of the workspace's skeleton outside the tree, without any cache, by the real
 * configuration. A line that ends in `// ✗ <rule>` must be reported by exactly that rule; every other line by none.
 */

const root = join(import.meta.dirname, '..');
const samples = new Map<string, string>();

function sample(path: string, text: string): void {
  samples.set(path, text.trim().replace(/^ +/gm, '') + '\n');
}

// --- Suffixes: what each kind of file may import ---------------------------------------------------------------

const service = 'services/planted/src';

sample(
  `${service}/case/case.events.ts`,
  `import { stub } from '@fuhua/kernel';
   import { stub as valueType } from '@fuhua/rules';
   import { z } from 'zod';
   import './panel.events.ts';
   import '@fuhua/contracts'; // ✗ no-restricted-imports
   import '@fuhua/platform/handle'; // ✗ no-restricted-imports
   import './panel.decider.ts'; // ✗ no-restricted-imports
   import '../board/board.events.ts'; // ✗ no-restricted-imports
   import 'node:crypto'; // ✗ no-restricted-imports
   import 'typeorm'; // ✗ no-restricted-imports
   export * from '@nestjs/common'; // ✗ no-restricted-imports
   export const CaseOpened = z.object({ stub: z.literal(stub + valueType) });`,
);
sample(
  `${service}/case/panel.events.ts`,
  `export type PanelEvent = { type: 'A' } | { type: 'B' };`,
);
sample(
  `${service}/case/case.upcast.ts`,
  `import './case.events.ts';
   import '@fuhua/kernel';
   import '@fuhua/contracts'; // ✗ no-restricted-imports
   import './case.decider.ts'; // ✗ no-restricted-imports`,
);
sample(
  `${service}/case/case.decider.ts`,
  `import '@fuhua/kernel';
   import '@fuhua/rules';
   import './case.events.ts';
   import './panel.decider.ts';
   import 'zod'; // ✗ no-restricted-imports
   import '@fuhua/contracts'; // ✗ no-restricted-imports
   import '@fuhua/platform/event-store'; // ✗ no-restricted-imports
   import '@nestjs/common'; // ✗ no-restricted-imports
   import '../board/board.decider.ts'; // ✗ no-restricted-imports
   import '../config.ts'; // ✗ no-restricted-imports`,
);
sample(`${service}/case/panel.decider.ts`, `export const panel = 1;`);
sample(
  `${service}/case/case.publish.ts`,
  `import '@fuhua/kernel';
   import type { PanelEvent } from './panel.events.ts';
   import type { Stub } from '@fuhua/contracts';
   import { stub } from '@fuhua/contracts'; // ✗ no-restricted-imports
   import '@fuhua/rules'; // ✗ no-restricted-imports
   import '@fuhua/platform/handle'; // ✗ no-restricted-imports
   import './case.decider.ts'; // ✗ no-restricted-imports
   export const publish = (event: PanelEvent): Stub | 'private' => event.type === 'A' ? stub : 'private';`,
);
sample(
  `${service}/case/case.view.ts`,
  `import '@fuhua/kernel';
   import '@fuhua/rules';
   import '@fuhua/contracts';
   import '@fuhua/platform/views';
   import 'typeorm';
   import './case.events.ts';
   import './case.upcast.ts';
   import './grants.view.ts';
   import '../board/board.events.ts';
   import '../board/board.view.ts'; // ✗ no-restricted-imports
   import '../config.ts'; // ✗ no-restricted-imports
   import './case.publish.ts'; // ✗ no-restricted-imports
   import '@nestjs/common'; // ✗ no-restricted-imports
   import 'pg'; // ✗ no-restricted-imports
   import './case.decider.ts'; // ✗ no-restricted-imports
   import '@fuhua/testing'; // ✗ no-restricted-imports`,
);
sample(`${service}/case/grants.view.ts`, `export const grants = 1;`);
sample(
  `${service}/case/case.reaction.ts`,
  `import './case.decider.ts';
   import '../board/board.view.ts';
   import '@fuhua/contracts';
   import '@fuhua/platform/handle';
   import '@nestjs/common';
   import '../board/board.decider.ts'; // ✗ no-restricted-imports
   import '../board/board.events.ts'; // ✗ no-restricted-imports
   import '../board/board.http.ts'; // ✗ no-restricted-imports
   import '@fuhua/testing'; // ✗ no-restricted-imports`,
);
sample(`${service}/board/board.events.ts`, `export const boardEvents = 1;`);
sample(`${service}/board/board.decider.ts`, `export const board = 1;`);
sample(`${service}/board/board.view.ts`, `export const boardView = 1;`);
sample(
  `${service}/board/board.http.ts`,
  `import '../case/case.publish.ts'; // ✗ no-restricted-imports`,
);
sample(`${service}/config.ts`, `import '@fuhua/testing'; // ✗ no-restricted-imports`);
sample(`${service}/config.spec.ts`, `import '@fuhua/testing';\nimport './config.suite.ts';`);
sample('services/planted/test/builders.ts', `import '@fuhua/testing';`);
sample(`${service}/config.suite.ts`, `import '@fuhua/testing';`);
sample(`${service}/main.ts`, `import './config.suite.ts'; // ✗ no-restricted-imports`);

// --- Purity ----------------------------------------------------------------------------------------------------

const impure = `
  export const a = Date.now(); // ✗ no-restricted-properties
  export const b = new Date(); // ✗ no-restricted-syntax
  export const c = Date(); // ✗ no-restricted-syntax
  export const d = Math.random(); // ✗ no-restricted-properties
  export const e = process.pid; // ✗ no-restricted-globals
  export const f = fetch; // ✗ no-restricted-globals
  export const g = (): void => { console.log(1); }; // ✗ no-restricted-globals
  export const h = performance.now(); // ✗ no-restricted-globals
  export const i = crypto.randomUUID(); // ✗ no-restricted-globals
  export const j = globalThis; // ✗ no-restricted-globals
  export const k = setTimeout; // ✗ no-restricted-globals
  export const { now } = Date; // ✗ no-restricted-properties
  export const l = (): Promise<unknown> => import('zod'); // ✗ no-restricted-syntax
  export const m = new Date(0).getTime() + Date.parse('2024-01-01') + Math.floor(1.5);`;
for (const path of [
  `${service}/pure/pure.events.ts`,
  `${service}/pure/pure.upcast.ts`,
  `${service}/pure/pure.decider.ts`,
  `${service}/pure/pure.publish.ts`,
  'libs/rules/src/entry/impure.ts',
  'libs/kernel/src/impure.ts',
]) {
  sample(path, impure);
}
sample(`${service}/pure/pure.decider.spec.ts`, `export const now = Date.now() + process.pid;`);

// --- Layers ----------------------------------------------------------------------------------------------------

const boundary = '@nx/enforce-module-boundaries';
const mayUse: Record<string, readonly string[]> = {
  kernel: [],
  rules: ['kernel'],
  contracts: ['kernel'],
  platform: ['kernel', 'contracts', 'testing'],
  testing: ['kernel', 'rules', 'contracts'],
  service: ['kernel', 'rules', 'contracts', 'platform', 'testing'],
  app: ['kernel', 'rules', 'contracts', 'platform', 'testing', 'service', 'app'],
};
const layers = Object.keys(mayUse);
for (const [layer, allowed] of Object.entries(mayUse)) {
  const imports = layers.map((used) => {
    const caught = allowed.includes(used) ? '' : ` // ✗ ${boundary}`;
    return `import '@fuhua/to-${used}';${caught}`;
  });
  sample(`libs/from-${layer}/src/layers.ts`, imports.join('\n'));
}
sample('libs/kernel/src/layers.ts', `import 'zod';\nimport 'node:fs'; // ✗ no-restricted-imports`);
sample(
  'libs/rules/src/layers.ts',
  `import '@fuhua/kernel';
   import 'zod';
   import 'node:fs'; // ✗ no-restricted-imports`,
);
sample(
  'libs/rules/src/rule-set/digest.ts',
  `import 'canonicalize';
   import 'node:crypto';
   import '@fuhua/kernel'; // ✗ no-restricted-imports
   import 'node:fs'; // ✗ no-restricted-imports
   export const now = Date.now(); // ✗ no-restricted-properties`,
);
sample(
  'libs/rules/src/rule-set/known-rules.ts',
  `import 'canonicalize'; // ✗ no-restricted-imports
   import 'node:crypto'; // ✗ no-restricted-imports`,
);
sample(
  'libs/contracts/src/layers.ts',
  `import '@fuhua/kernel';
   import 'zod';
   import 'node:fs'; // ✗ no-restricted-imports`,
);
sample(
  `${service}/layers.ts`,
  `import '@fuhua/platform/handle';
   import '../../../libs/kernel/src/layers.ts'; // ✗ ${boundary}
   import 'semver'; // ✗ ${boundary}`,
);
sample('apps/fuhua/src/up.ts', `import '@fuhua/testing'; // ✗ no-restricted-imports`);
sample('apps/fuhua/src/bench/bench.ts', `import '@fuhua/testing';`);

// --- Cycles, unions, promises, types -----------------------------------------------------------------------------

sample('libs/platform/src/ring/a.ts', `import './b.ts'; // ✗ import-x/no-cycle`);
sample('libs/platform/src/ring/b.ts', `import './c.ts'; // ✗ import-x/no-cycle`);
sample('libs/platform/src/ring/c.ts', `import './a.ts'; // ✗ import-x/no-cycle`);
sample(
  `${service}/typed.ts`,
  `import { stub, type Stub } from '@fuhua/kernel';
   import { Worker } from 'node:worker_threads'; // ✗ @typescript-eslint/consistent-type-imports
   export type Stage = { stage: 'none' } | { stage: 'applied'; stub: Stub; worker?: Worker };
   export function forgets({ stage }: Stage): number {
   switch (stage) { // ✗ @typescript-eslint/switch-exhaustiveness-check
   case 'none':
   return stub;
   }
   return 0;
   }
   export function hides({ stage }: Stage): number {
   switch (stage) {
   case 'none':
   return 0;
   case 'applied':
   return 1;
   default: // ✗ @typescript-eslint/switch-exhaustiveness-check
   return 2;
   }
   }
   export function complete({ stage }: Stage): number {
   switch (stage) {
   case 'none':
   return 0;
   case 'applied':
   return 1;
   }
   }
   export function floats(work: () => Promise<void>): void {
   work(); // ✗ @typescript-eslint/no-floating-promises
   }
   const unused = 1; // ✗ @typescript-eslint/no-unused-vars
   export const others = ({ stub, ...rest }: { stub: Stub; more: 1 }): object => rest;
   export const first = (_all: number, ...rest: string[]): string[] => rest;
   export class Bag { static readonly held = 1; } // ✗ @typescript-eslint/no-extraneous-class
   export const put = (work: () => void): unknown => [work()]; // ✗ @typescript-eslint/no-confusing-void-expression
   export const run = (work: () => void): void => work();
   export const text = (on: string[]): string => \`\${on}\`; // ✗ @typescript-eslint/restrict-template-expressions
   export const count = (n: number): string => \`\${n}\`;
   export const loose = (a: string | undefined): boolean => a == undefined; // ✗ eqeqeq
   export const guess = JSON.parse('1').one; // ✗ @typescript-eslint/no-unsafe-assignment @typescript-eslint/no-unsafe-member-access`,
);

// --- Input that validation would pass over -------------------------------------------------------------------------

sample(
  `${service}/case/case.dto.ts`,
  `export class OpenCase { name = ''; }
   export class Filter { limit = 1; }
   export interface Shape { name: string }`,
);
sample(
  `${service}/case/case.http.ts`,
  `import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
   import { Filter, OpenCase, type Shape } from './case.dto.ts';
   import type { OpenCase as Erased } from './case.dto.ts';
   import { type Filter as Inline } from './case.dto.ts'; // ✗ @typescript-eslint/no-import-type-side-effects
   class Local { name = ''; }
   interface Here { name: string }
   @Controller()
   export class CaseHttp {
   @Post('a') a(@Body() body: OpenCase, @Query() query: Filter, @Param('id') id: string): unknown { return [body, query, id]; }
   @Post('b') b(@Body() body: Local): unknown { return body; }
   @Post('c') c(@Body() body: Erased): unknown { return body; } // ✗ fuhua/validated-input
   @Get('d') d(@Query() query: Inline): unknown { return query; } // ✗ fuhua/validated-input
   @Post('e') e(@Body() body: Shape): unknown { return body; } // ✗ fuhua/validated-input
   @Post('f') f(@Body() body: Here): unknown { return body; } // ✗ fuhua/validated-input
   @Post('g') g(@Body() body: unknown): unknown { return body; } // ✗ fuhua/validated-input
   @Post('h') h(@Body() body: Partial<OpenCase>): unknown { return body; } // ✗ fuhua/validated-input
   @Post('i') i(@Body() body: OpenCase[]): unknown { return body; } // ✗ fuhua/validated-input
   }`,
);

// -------------------------------------------------------------------------------------------------------------------

interface Report {
  readonly filePath: string;
  readonly messages: readonly {
    readonly line: number;
    readonly ruleId: string | null;
    readonly message: string;
  }[];
}

const copied = [
  ...['.gitignore', 'eslint.config.mjs', 'nx.json', 'package.json', 'package-lock.json'],
  ...['tsconfig.base.json', 'tsconfig.json', 'tools/eslint'],
];
const STUB = `export const stub = 1;\nexport type Stub = typeof stub;\n`;
const project = (name: string, layer: string, dependencies: readonly string[]) => ({
  name: `@fuhua/${name}`,
  type: 'module',
  exports: { '.': { '@fuhua/source': './src/index.ts' } },
  dependencies: Object.fromEntries(dependencies.map((used) => [used, '*'])),
  nx: { tags: [`layer:${layer}`] },
});
const third = ['zod', 'typeorm', 'pg', '@nestjs/common'];
const planted = new Map<string, object>([
  ['services/planted', project('planted', 'service', third)],
  ...layers.map((layer) => [`libs/from-${layer}`, project(`from-${layer}`, layer, [])] as const),
  ...layers.map((layer) => [`libs/to-${layer}`, project(`to-${layer}`, layer, [])] as const),
]);

function write(path: string, text: string): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, text);
}

/** The workspace's projects with their real package.json and a stub behind each export; the real dependencies. */
function plant(sandbox: string): void {
  for (const path of copied) fs.cpSync(join(root, path), join(sandbox, path), { recursive: true });
  const modules = join(sandbox, 'node_modules');
  fs.mkdirSync(join(modules, '@fuhua'), { recursive: true });
  for (const name of fs.readdirSync(join(root, 'node_modules'))) {
    if (name === '@fuhua' || name === '.cache') continue;
    fs.symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  const listed = execFileSync('git', ['ls-files', '*/*/package.json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const manifests = new Map(
    [...planted].map(([path, manifest]) => [path, JSON.stringify(manifest)]),
  );
  for (const path of listed.trim().split('\n')) {
    manifests.set(dirname(path), fs.readFileSync(join(root, path), 'utf8'));
  }
  for (const [folder, text] of manifests) {
    write(join(sandbox, folder, 'package.json'), text);
    const manifest = JSON.parse(text) as {
      name: string;
      exports?: Record<string, { '@fuhua/source': string }>;
    };
    fs.symlinkSync(join(sandbox, folder), join(modules, manifest.name));
    for (const entry of Object.values(manifest.exports ?? {})) {
      write(join(sandbox, folder, entry['@fuhua/source']), STUB);
    }
  }
  for (const [path, text] of samples) write(join(sandbox, path), text);
}

const found = new Map<string, string[]>();
let sandbox: string;

beforeAll(() => {
  sandbox = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'fuhua-planted-')));
  plant(sandbox);
  const eslint = join(sandbox, 'node_modules/eslint/bin/eslint.js');
  const run = spawnSync(
    process.execPath,
    [eslint, '--format', 'json', 'libs', 'services', 'apps'],
    {
      cwd: sandbox,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  if (run.status !== 1) throw new Error(`eslint ended with ${String(run.status)}: ${run.stderr}`);
  for (const { filePath, messages } of JSON.parse(run.stdout) as Report[]) {
    const seen = messages.map(
      ({ line, ruleId, message }) => `${String(line)} ${ruleId ?? message}`,
    );
    found.set(relative(sandbox, filePath), [...new Set(seen)].sort());
  }
}, 120_000);

afterAll(() => {
  fs.rmSync(sandbox, { recursive: true, force: true });
});

function expected(text: string): string[] {
  const lines = text.split('\n').flatMap((line, index) => {
    const rules = line.split('// ✗ ')[1]?.split(' ') ?? [];
    return rules.map((rule) => `${String(index + 1)} ${rule}`);
  });
  return lines.sort();
}

describe('each planted violation is caught, and nothing else', () => {
  test.each([...samples])('%s', (path, text) => {
    expect(found.get(path)).toEqual(expected(text));
  });

  test('and the stubs beside them are clean', () => {
    const others = [...found].filter(([path]) => !samples.has(path));
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter(([, seen]) => seen.length > 0)).toEqual([]);
  });
});
