import type { Text } from '../user-error.ts';
import type { Findings } from './audit.ts';

/** What is killed by SIGKILL: the services, PostgreSQL with all its backends, or both at nearly the same moment. */
export const faults = ['service', 'postgres', 'both'] as const;
/** Panels go between two services; each has its relay and its consumers in its process. */
export const panelFaults = ['incubation', 'evaluation', ...faults] as const;
export type Fault = (typeof panelFaults)[number];

/** What one run showed. */
export interface Report extends Findings {
  readonly fault: Fault;
  /** Events. */
  readonly acknowledged: number;
  /** Commands of which it was unknown for a while whether they had been carried out. */
  readonly ambiguous: number;
  /** Requests after the kill that got no answer of their own. */
  readonly interrupted: number;
  /** Cases between the request for a panel and the answer of the guards when the kill came. */
  readonly underway: number;
  /** Views that are not the fold of the history. */
  readonly differing: readonly string[];
  readonly ms: number;
}

/** What `--json` writes. */
export interface Tally {
  readonly runs: number;
  /** Events. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly duplicated: number;
  /** Commands. */
  readonly ambiguous: number;
  /** Runs whose fault some client or some case on its way met; the others show nothing. */
  readonly faultsSeen: number;
  /** Of every view after every run. */
  readonly viewsEqual: boolean;
}

/** Of the runs, so many in a hundred must have shown something. */
const FAULTS_SEEN_PERCENT_MIN = 90;

export function tallyOf(reports: readonly Report[]): Tally {
  const sum = (of: (report: Report) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const distinct = (of: (report: Report) => readonly string[]): number =>
    new Set(reports.flatMap(of)).size;
  return {
    runs: reports.length,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: distinct(({ lost }) => lost),
    duplicated: distinct(({ duplicated }) => duplicated),
    ambiguous: sum(({ ambiguous }) => ambiguous),
    faultsSeen: reports.filter(leftTrace).length,
    viewsEqual: reports.every(({ differing }) => differing.length === 0),
  };
}

/** A kill that nobody noticed, with no case on its way, shows nothing, and neither does one before anything was acknowledged. */
export function leftTrace({ interrupted, underway, acknowledged }: Report): boolean {
  return interrupted + underway > 0 && acknowledged > 0;
}

/** Nothing lost, nothing twice, every view as its history says. */
export function isSound({ lost, duplicated, differing }: Report): boolean {
  return lost.length + duplicated.length + differing.length === 0;
}

/** What is wrong; empty when all is well. */
export function wrongWith(tally: Tally): readonly Text[] {
  const { runs, lost, duplicated, faultsSeen, viewsEqual } = tally;
  const wrong: Text[] = [];
  if (lost > 0) wrong.push({ zh: `丢失 ${String(lost)} 项`, en: `${String(lost)} lost` });
  if (duplicated > 0) {
    wrong.push({ zh: `重复 ${String(duplicated)} 项`, en: `${String(duplicated)} duplicated` });
  }
  if (!viewsEqual) wrong.push({ zh: '有视图与历史不符', en: 'a view differs from its history' });
  if (100 * faultsSeen < FAULTS_SEEN_PERCENT_MIN * runs || runs === 0) {
    const seen = `${String(faultsSeen)}/${String(runs)}`;
    wrong.push({
      zh: `留下痕迹的故障太少（${seen}）`,
      en: `too few faults left a trace (${seen})`,
    });
  }
  return wrong;
}

/** The last lines. */
export function verdictOf(tally: Tally): Text {
  const wrong = wrongWith(tally);
  const seen = `${String(tally.faultsSeen)}/${String(tally.runs)}`;
  const acknowledged = String(tally.acknowledged);
  if (wrong.length > 0) {
    return {
      zh: `不合格：${wrong.map(({ zh }) => zh).join('；')}。`,
      en: `Failed: ${wrong.map(({ en }) => en).join('; ')}.`,
    };
  }
  return {
    zh: `合格：确认 ${acknowledged} 个事件，丢失 0，重复 0，视图与历史一致，${seen} 次故障留下痕迹。`,
    en: `Passed: ${acknowledged} events acknowledged, 0 lost, 0 duplicated, views equal their history, ${seen} faults left a trace.`,
  };
}

export const heading: Text = {
  zh: '各列：轮次、被杀者、已确认事件、被打断的请求、结果一度未知的命令、丢失、重复、视图、秒',
  en: row(['run', 'killed', 'acked', 'broken', 'ambiguous', 'lost', 'twice', 'views', 's']),
};

/** One run as a line below the heading. */
export function lineOf(report: Report, run: number): string {
  const { fault, acknowledged, interrupted, ambiguous, lost, duplicated, differing, ms } = report;
  const counts = [acknowledged, interrupted, ambiguous, lost.length, duplicated.length].map(String);
  const views = differing.length === 0 ? 'equal' : 'DIFFER';
  return row([String(run), fault, ...counts, views, (ms / 1_000).toFixed(1)]);
}

function row(cells: readonly string[]): string {
  return cells.map((cell, column) => cell.padStart(column === 0 ? 4 : 10)).join('');
}
