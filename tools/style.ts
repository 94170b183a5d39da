import { globsToMatcher } from 'jest-util';
import { posix } from 'node:path';
import ts from 'typescript';

/** The repo's own style, as pure functions from files to faults. `style.spec.ts` runs them and plants a fault for each. */

export interface File {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** `path:line: what is wrong`, or without a line. */
export type Fault = string;
export type Check = (files: readonly File[]) => readonly Fault[];

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 70;

/** Joins words that may stand nowhere in the tree, this file included. */
const word = (...parts: readonly string[]): string => parts.join('');

function grep(files: readonly File[], pattern: RegExp, says: string): readonly Fault[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${says}`] : [])),
  );
}

const under = (files: readonly File[], pattern: RegExp): readonly File[] =>
  files.filter(({ path }) => pattern.test(path));

const isCode = /\.(ts|mjs)$/;
const isData = /(^package-lock\.json|\.data\.ts|\.snap)$/;

// --- Names -----------------------------------------------------------------------------------------------------

const kebab = '[a-z0-9]+(-[a-z0-9]+)*';
const spec = '(\\.suite|(\\.(int|e2e|engine))?\\.spec)\\.ts';
const asset = '\\.(sql|json|html)';
/** Every file under a `src` of services and libs matches one. A new kind of file is a decision: add its line here. */
const known = [
  `services/${kebab}/src/(main|migrate|bootstrap|index|config|app\\.module)\\.ts`,
  `services/${kebab}/src/(${kebab}/)?${kebab}(\\.${kebab})?${spec}`,
  `services/${kebab}/src/${kebab}/${kebab}\\.(events|decider|upcast|publish|view|dto|http|reaction)\\.ts`,
  `services/${kebab}/src/migrations/\\d+-${kebab}\\.(ts|sql)`,
  `libs/contracts/src/(${kebab}\\.)?${kebab}\\.ts`,
  `libs/${kebab}/src/(${kebab}/)*${kebab}(\\.(events|data))?\\.ts`,
  `libs/${kebab}/src/(${kebab}/)*${kebab}(\\.${kebab})?${spec}`,
  `libs/${kebab}/src/(${kebab}/)*${kebab}(\\.${kebab})?${asset}`,
].map((pattern) => new RegExp(`^${pattern}$`));

export const knownNames: Check = (files) =>
  under(files, /^(services|libs)\/[^/]+\/src\//)
    .filter(({ path }) => !known.some((pattern) => pattern.test(path)))
    .map(({ path }) => `${path}: no known suffix or name (tools/style.ts lists them)`);

/** Boundaries are told by one layer a project; a project without one would be free of them. */
export const oneLayerEach: Check = (files) =>
  under(files, /^(libs|services|apps)\/[^/]+\/package\.json$/).flatMap(({ path, text }) => {
    const { nx } = JSON.parse(text) as { nx?: { tags?: readonly string[] } };
    const layers = nx?.tags?.filter((tag) =>
      /^layer:(kernel|rules|contracts|platform|directory|testing|service|app)$/.test(tag),
    );
    return layers?.length === 1 ? [] : [`${path}: needs exactly one nx tag layer:…`];
  });

// --- Documents -------------------------------------------------------------------------------------------------

const withoutCode = (markdown: string): string =>
  markdown
    .replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, (block) => block.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, (span) => ' '.repeat(span.length));

/** Anchors as GitHub makes them. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of markdown.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{M}\p{N}\- _]/gu, '').replaceAll(' ', '-');
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

export const linksResolve: Check = (files) => {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const folders = new Set(files.flatMap(({ path }) => ancestorsOf(path)));
  return under(files, /\.md$/).flatMap(({ path, text }) => {
    const prose = withoutCode(text);
    const links = [
      ...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g),
      ...prose.matchAll(/^ {0,3}\[[^\]]+\]: *<?([^\s>]+)/gm),
    ];
    return links.flatMap(({ 1: link = '', index }) => {
      if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return [];
      const [target = '', anchor] = decodeURI(link).split('#');
      const at = target === '' ? path : posix.join(posix.dirname(path), target).replace(/\/$/, '');
      const found = texts.get(at);
      const resolves =
        (found !== undefined || folders.has(at)) &&
        (!anchor || (found !== undefined && anchorsOf(found).has(anchor)));
      return resolves ? [] : [`${path}:${lineAt(prose, index)}: ${link} leads nowhere`];
    });
  });
};

function ancestorsOf(path: string): readonly string[] {
  const parent = posix.dirname(path);
  return parent === '.' ? ['.'] : [parent, ...ancestorsOf(parent)];
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const adrHeadings = ['Status', 'Context', 'Options', 'Decision', 'Consequences', 'Checked by'];

export const adrsAreWhole: Check = (files) => {
  const seen = new Map<string, string>();
  return under(files, /^docs\/adr\/(?!README\.md$)/).flatMap(({ path, text }) => {
    const number = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1];
    if (number === undefined) return [`${path}: an ADR is named NNNN-what-it-decides.md`];
    const first = seen.get(number);
    seen.set(number, path);
    const headings = [...text.matchAll(/^#+ +(.+?) *$/gm)].map(([, heading = '']) => heading);
    const missing = adrHeadings.filter((heading) => !headings.includes(heading));
    return [
      ...(first === undefined ? [] : [`${path}: has the number of ${first}`]),
      ...missing.map((heading) => `${path}: no heading "${heading}"`),
    ];
  });
};

// --- Text ------------------------------------------------------------------------------------------------------

/** Nothing of the machine or network it was written on. `registry` is npm's; the public one may be named. */
export const nothingLocal =
  (registry: string): Check =>
  (files) => {
    const host = new URL(registry).host;
    const elsewhere = under(files, /^package-lock\.json$/).flatMap(({ path, text }) =>
      [...text.matchAll(/"resolved": "https?:\/\/([^/"]+)/g)]
        .filter(([, from]) => from !== 'registry.npmjs.org')
        .map(({ 1: from = '', index }) => `${path}:${lineAt(text, index)}: resolved at ${from}`),
    );
    return [
      ...grep(files, new RegExp(word('\\.\\./', 'shared(?![\\w.-])')), 'a path beside the repo'),
      ...grep(files, new RegExp(word('(?<![\\w.-])/(work|root)', '/')), 'a path of one machine'),
      ...(host === 'registry.npmjs.org'
        ? []
        : grep(files, new RegExp(host.replaceAll('.', '\\.')), 'the registry of one network')),
      ...elsewhere,
    ];
  };

/** A conditional over the whole `test` is let be: what a machine must have for it, the test's title says. */
export const nothingLeftOpen: Check = (files) => [
  ...grep(
    under(files, /\.spec\.ts$/),
    new RegExp(
      word('(?<!\\? test : )\\b(test|it|describe)(\\.\\w+)*\\.(on', 'ly|sk', 'ip|to', 'do)\\b'),
    ),
    'every spec runs, whole',
  ),
  ...grep(
    under(files, /\.spec\.ts$/),
    /^\s*(xit|xtest|xdescribe|fit|fdescribe)\(/,
    'every spec runs, whole',
  ),
  ...grep(
    files.filter(({ path }) => !isData.test(path)),
    new RegExp(word('\\b(TO', 'DO|FIX', 'ME)\\b')),
    'do it, or write an issue',
  ),
];

export const suppressionsSayWhy: Check = (files) =>
  grep(
    under(files, isCode),
    new RegExp(
      word(
        '(//|/\\*)\\s*(eslint-dis',
        'able|@ts-',
        '(expect-error|ignore|nocheck))(?!.*\\s--\\s+[^\\s*])',
      ),
    ),
    'a suppression says why, after --',
  );

// --- Tests and sizes -------------------------------------------------------------------------------------------

export interface JestProject {
  readonly displayName: string;
  readonly testMatch: readonly string[];
  readonly testPathIgnorePatterns: readonly string[];
}

export const oneProjectEach =
  (projects: readonly JestProject[]): Check =>
  (files) =>
    under(files, /\.(spec|test)\.[cm]?[jt]sx?$/).flatMap(({ path }) => {
      const owners = projects.filter(
        ({ testMatch, testPathIgnorePatterns }) =>
          globsToMatcher(testMatch.map((glob) => glob.replace('<rootDir>/', '')))(path) &&
          !testPathIgnorePatterns.some((pattern) => new RegExp(pattern).test(`/${path}`)),
      );
      const names = owners.map(({ displayName }) => displayName).join(', ') || 'none';
      return owners.length === 1 ? [] : [`${path}: one Jest project runs it, not: ${names}`];
    });

/** Specs may be long: they are lists of sentences. Data is not read by people. `allowed`: path to reason. */
export const filesAreShort =
  (allowed: ReadonlyMap<string, string>): Check =>
  (files) => {
    const long = under(files, isCode)
      .filter(({ path }) => !/\.(spec|suite)\.ts$/.test(path) && !isData.test(path))
      .filter(({ text }) => text.trimEnd().split('\n').length > FILE_LINES_MAX)
      .map(({ path }) => path);
    return [
      ...long
        .filter((path) => !allowed.has(path))
        .map((path) => `${path}: more than ${FILE_LINES_MAX} lines, which is telling something`),
      ...[...allowed.keys()]
        .filter((path) => !long.includes(path))
        .map((path) => `${path}: allowed to be long, and is not`),
    ];
  };

/** A class made in a function is not counted to it: its methods are measured by themselves. */
export const functionsAreShort: Check = (files) =>
  under(files, /(?<!\.spec|\.suite|\.d|\.data)\.ts$/).flatMap(({ path, text }) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
    const lineOf = (at: number): number => source.getLineAndCharacterOfPosition(at).line;
    const linesOf = (node: ts.Node): number => lineOf(node.end) - lineOf(node.getStart(source)) + 1;
    const faults: Fault[] = [];
    /** How many lines of classes stand in the node. */
    const visit = (node: ts.Node): number => {
      let inClasses = 0;
      ts.forEachChild(node, (child) => {
        inClasses += visit(child);
      });
      const lines = linesOf(node) - inClasses;
      if (ts.isFunctionLike(node) && lines > FUNCTION_LINES_MAX) {
        const from = lineOf(node.getStart(source)) + 1;
        faults.push(`${path}:${from}: a function of ${lines} lines, which is telling something`);
      }
      return ts.isClassLike(node) ? linesOf(node) : inClasses;
    };
    visit(source);
    return faults;
  });
