import type { Figure } from './figures.ts';

const HEAD = [
  '项目 row',
  '数值 value',
  '对照 peer',
  '比值 ratio',
  '目标 goal',
  '达标 met',
] as const;

/** One aligned table; Chinese characters are two columns wide. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = [HEAD, ...figures.map(cellsOf)];
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((cells) => columnsOf(cells[column] ?? ''))),
  );
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function cellsOf({ id, value, unit, peer, ratio, goal, met }: Figure): readonly string[] {
  return [
    id,
    `${numberText(value)} ${unit}`,
    peer === undefined ? '' : `${peer.name} ${numberText(peer.value)} ${unit}`,
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    goal,
    met ? '是 yes' : '否 no',
  ];
}

/** Three significant digits below 1,000, whole numbers above. */
function numberText(value: number): string {
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /\p{Script=Han}/u.test(character) ? 2 : 1;
  return columns;
}
