import type { Day } from '@fuhua/kernel';
import type { Text } from '../user-error.ts';
import type { Answer, Expected, Step } from './stage.ts';

/** How a scenario is told: who did what on which day, what was decided, and every rule's reason in both languages. */

interface Said {
  readonly rule: string;
  readonly clause: string;
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly reason: Text;
}

const OUTCOMES: Readonly<Record<string, Text>> = {
  granted: { zh: '准予', en: 'granted' },
  refused: { zh: '不予', en: 'refused' },
  'insufficient-evidence': { zh: '依据不足', en: 'insufficient evidence' },
};
const MARKS = { pass: '✓', fail: '✗', unknown: '?' } as const;

export function linesOfStep(on: Day, { who, does, answer }: Step): string {
  const lines = [`${on}  ${who}：${does.zh}`, `            ${does.en}`];
  const decision = decisionIn(answer);
  if (decision !== undefined) {
    const { zh, en } = OUTCOMES[decision.outcome] ?? { zh: '', en: decision.outcome };
    const { ruleSet } = decision;
    lines.push(`    → ${zh} ${en}  (${ruleSet.id} v${String(ruleSet.version)})`);
    for (const said of decision.results) lines.push(...linesOfRule(said));
  } else if (answer.status >= 400) {
    const { code, title, detail } = answer.body as Readonly<Record<string, string | undefined>>;
    const reason = answer.body['reason'] as Text | undefined;
    lines.push(
      `    → ${String(answer.status)} ${code ?? ''}：${title ?? ''}${detail === undefined ? '' : `；${detail}`}`,
    );
    if (reason !== undefined) lines.push(`      ${reason.zh}`, `      ${reason.en}`);
  }
  return `${lines.join('\n')}\n`;
}

function linesOfRule({ rule, clause, outcome, reason }: Said): readonly string[] {
  return [
    `      ${MARKS[outcome]} ${rule}（${clause}）${reason.zh}`,
    `        ${' '.repeat(rule.length)}${reason.en}`,
  ];
}

interface Decided {
  readonly outcome: string;
  readonly ruleSet: { readonly id: string; readonly version: number };
  readonly results: readonly Said[];
}

function decisionIn({ body }: Answer): Decided | undefined {
  return body['decision'] as Decided | undefined;
}

/** What differs from what the scenario says, in words; undefined when nothing does. */
export function differenceOf({
  answer,
  expected,
}: Pick<Step, 'answer' | 'expected'>): Text | undefined {
  const found = foundIn(answer, expected);
  const differs = Object.entries(expected).filter(
    ([key, value]) => found[key as keyof Expected] !== value,
  );
  if (differs.length === 0) return undefined;
  const list = differs
    .map(([key, value]) => `${key}: ${String(found[key as keyof Expected])} ≠ ${String(value)}`)
    .join(', ');
  return { zh: `与情景不符：${list}`, en: `not as the scenario says: ${list}` };
}

function foundIn(answer: Answer, { rule }: Expected): { readonly [K in keyof Expected]?: unknown } {
  const decision = decisionIn(answer);
  const failed = decision?.results.filter(({ outcome }) => outcome === 'fail') ?? [];
  return {
    status: answer.status,
    outcome: decision?.outcome,
    rule: failed.some((one) => one.rule === rule) ? rule : failed[0]?.rule,
    code: answer.body['code'],
    items: (answer.body['items'] as readonly unknown[] | undefined)?.length,
  };
}
