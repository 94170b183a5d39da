import { until } from './act.ts';
import { does, type Incubated } from './sc-01-cast.ts';
import type { Answer, Performer } from './stage.ts';

/** How a panel of SC-01 comes to its conclusion. */

interface Rubric {
  readonly dimensions: readonly {
    readonly indicators: readonly { readonly code: string; readonly max: string }[];
  }[];
}

/** Each rater declares and scores; the mean is that of the totals, each a whole number of 100. */
export async function concludePanel(
  cast: Incubated,
  purpose: 'entry' | 'midterm' | 'graduation',
  totals: readonly number[],
): Promise<void> {
  const { stage, bureau, raters } = cast;
  const path = `/evaluation/v1/panels/${await panelOf(cast, purpose)}`;
  for (const [index, rater] of raters.entries()) {
    const assigned = { rater: rater.person, outside: index === raters.length - 1 };
    const assigns = [`指定${rater.name}`, `assigns rater ${String(index + 1)}`] as const;
    await does(cast, bureau, assigns, `${path}/assign-rater`, assigned);
  }
  for (const [index, rater] of raters.entries()) {
    const declares = ['签署独立性声明', 'declares its independence'] as const;
    const statement = { statement: 'signed', links: [] };
    await does(cast, rater, declares, `${path}/sign-declaration`, statement);
    await scored(cast, rater, path, totals[index] ?? 0);
  }
  const concludes = ['形成评审结论', 'concludes the panel'] as const;
  const answer = await does(cast, bureau, concludes, `${path}/conclude`);
  const read = await until(
    () => bureau.get(`${path}?atLeast=${String(answer.body['position'])}`),
    ({ status }) => status === 200,
  );
  const { mean, band } = read.body['result'] as { readonly mean: string; readonly band: string };
  const told = { zh: `平均分 ${mean}，等次 ${band}`, en: `the mean is ${mean}, the band ${band}` };
  stage.tell({ who: bureau.name, does: told, answer: read, expected: { status: 200 } });
}

async function panelOf(cast: Incubated, purpose: string): Promise<string> {
  const subject = `case-${cast.case}`;
  const path = `/evaluation/v1/panels?subject=${subject}&purpose=${purpose}&stage=open`;
  const { body } = await until(
    () => cast.bureau.get(path),
    (answer) => itemsOf(answer).length === 1,
  );
  return String(itemsOf({ status: 200, body })[0]?.['id']);
}

export function itemsOf({ body }: Answer): readonly Readonly<Record<string, unknown>>[] {
  return (body['items'] ?? []) as readonly Readonly<Record<string, unknown>>[];
}

async function scored(
  cast: Incubated,
  rater: Performer,
  path: string,
  total: number,
): Promise<void> {
  const { body } = await rater.get(path);
  const { dimensions } = body['content'] as Rubric;
  const scores = dimensions.flatMap(({ indicators }) =>
    indicators.map(({ code, max }) => ({
      ...{ indicator: code, points: ((Number(max) * total) / 100).toFixed(2) },
      reason: '符合评分标准（测试）',
    })),
  );
  const told = [`评分，合计 ${String(total)} 分`, `scores ${String(total)} points in all`] as const;
  await does(cast, rater, told, `${path}/submit-score`, { scores });
}
