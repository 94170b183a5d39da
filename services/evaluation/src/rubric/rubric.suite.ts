import { parseDay, type DivisionCode } from '@fuhua/kernel';
import { defaultRubrics, type Authority } from '@fuhua/rules';
import { authorityId, uuidNamed } from '@fuhua/testing';
import type { RubricCommand } from './rubric.decider.ts';
import { rubricDrafted, rubricReleased, rubricSuperseded, type RubricId } from './rubric.events.ts';

/** The rubric of entry of the bureau of Wuzhong. */

export const day = parseDay;
export const today = day('2024-03-04');
export const id = uuidNamed('rubric', 'wuzhong entry') as RubricId;
const division = '320506' as DivisionCode;
export const acting: Authority = {
  ...({ id: authorityId('wuzhong'), kind: 'civil-affairs', level: 'county', above: [] } as const),
  division,
};
export const content = defaultRubrics.entry;
const whose = { rubric: id, authority: acting.id, division, purpose: 'entry' as const, content };

export const draft = (more: Partial<Extract<RubricCommand, { type: 'DraftRubric' }>> = {}) => ({
  ...{ type: 'DraftRubric' as const, rubric: id, acting, today, purpose: 'entry' as const },
  ...{ content, ...more },
});
export const release = (effectiveFrom: string, by = acting): RubricCommand => ({
  ...{ type: 'ReleaseRubric', rubric: id, acting: by, today, effectiveFrom: day(effectiveFrom) },
});

export const drafted = (version: number) => rubricDrafted({ ...whose, version });
export const released = (version: number, effectiveFrom: string) =>
  rubricReleased({ ...whose, version, effectiveFrom: day(effectiveFrom) });
export const superseded = (version: number, on: string) =>
  rubricSuperseded({ rubric: id, version, by: version + 1, on: day(on) });
