import { describe, expect, test } from '@jest/globals';
import { evaluationRubric } from '@fuhua/contracts';
import type { DivisionCode, EventType } from '@fuhua/kernel';
import { foldStream } from '@fuhua/platform/views';
import { goldenOf, authorityId, told } from '@fuhua/testing';
import { rubricEvents } from './rubric.events.ts';
import { publishRubric } from './rubric.publish.ts';
import { content, day, drafted, id, released, superseded } from './rubric.suite.ts';
import { rubricAmong, rubricView } from './rubric.view.ts';

const samples = [
  drafted(1),
  released(1, '2024-04-01'),
  drafted(2),
  released(2, '2024-07-01'),
  superseded(1, '2024-07-01'),
];
const published = told(...samples).map(publishRubric);

describe('of a rubric', () => {
  test('drafts stay inside, and what is released keeps to the contract', () => {
    const contract: Readonly<Record<string, EventType>> = Object.fromEntries(
      Object.values(evaluationRubric).map((one) => [one.type, one]),
    );
    const open = published.filter((one) => one !== 'private');
    for (const { type, data } of open) expect(contract[type]!.schema.parse(data)).toEqual(data);
    expect(new Set(open.map(({ type }) => type))).toEqual(new Set(Object.keys(contract)));
    expect(Object.keys(rubricEvents)).toEqual(['RubricDrafted', ...Object.keys(contract)]);
  });

  test('others are told the same as ever', () => {
    const { kept, made } = goldenOf(import.meta.dirname, 'rubric', published);
    expect(made).toEqual(kept);
  });
});

describe('the rows', () => {
  const rows = foldStream(rubricView, told(...samples));

  test('keep every version with its days', () => {
    const days = rows.map(({ version, effectiveFrom, supersededOn }) => [
      version,
      effectiveFrom,
      supersededOn,
    ]);
    expect(days.sort()).toEqual([
      [1, '2024-04-01', '2024-07-01'],
      [2, '2024-07-01', null],
    ]);
    const [draft] = foldStream(rubricView, told(drafted(1)));
    expect(draft).toMatchObject({ version: 1, effectiveFrom: null });
  });

  test.each([
    ['2024-03-31', undefined],
    ['2024-04-01', 1],
    ['2024-06-30', 1],
    ['2024-07-01', 2],
  ])('say that on %s panels rate by version %p', (on, version) => {
    const found = rubricAmong(rows, '320506104200' as DivisionCode, day(on));
    expect(found?.version).toBe(version);
  });

  test('say nothing of another place, and the nearest authority comes first', () => {
    const [row] = rows.filter(({ version }) => version === 2);
    const city = { ...row!, rubric: id, authority: authorityId('suzhou') };
    const ofCity = { ...city, division: '3205' as DivisionCode, version: 7 };
    const among = (place: string) =>
      rubricAmong([ofCity, ...rows], place as DivisionCode, day('2024-07-01'));
    expect(among('320506104200')).toEqual({ id, version: 2, content });
    expect(among('320583100200')?.version).toBe(7);
    expect(among('320106000000')).toBeUndefined();
  });
});
