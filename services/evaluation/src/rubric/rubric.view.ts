import type { AuthorityId, Day, DivisionCode, EvaluationPurpose } from '@fuhua/kernel';
import type { ServicePorts } from '@fuhua/platform/service';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { defaultRubrics, isWithin, type Rubric } from '@fuhua/rules';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { rubricEvents, type RubricEvent, type RubricId } from './rubric.events.ts';

/** Every version of every authority's rubrics. */
@Entity('rubric')
export class RubricEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @PrimaryColumn('integer')
  version!: number;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  rubric!: RubricId;
  @Column('uuid')
  authority!: AuthorityId;
  @Column('text')
  division!: DivisionCode;
  @Column('text')
  purpose!: EvaluationPurpose;
  @Column('jsonb')
  content!: Rubric;
  /** Null of a draft. */
  @Column('date', { name: 'effective_from', nullable: true })
  effectiveFrom!: Day | null;
  /** From this day on no new panel rates by it. */
  @Column('date', { name: 'superseded_on', nullable: true })
  supersededOn!: Day | null;
}
export type RubricRow = RowOf<RubricEntity>;

export const rubricView = view<RubricRow, RubricEvent>({
  name: 'rubric',
  version: 1,
  source: { category: 'rubric', events: rubricEvents },
  entity: RubricEntity,
  fold(rows, { type, data, origin }) {
    switch (type) {
      case 'RubricDrafted':
      case 'RubricReleased': {
        const { version, rubric, authority, division, purpose, content } = data;
        const days = {
          effectiveFrom: type === 'RubricReleased' ? data.effectiveFrom : null,
          supersededOn: null,
        };
        const whose = { stream: origin.stream, revision: 0, version, rubric, authority };
        const others = rows.filter((row) => row.version !== version);
        return [...others, { ...whose, division, purpose, content, ...days }];
      }
      case 'RubricSuperseded':
        return rows.map((row) =>
          row.version === data.version ? { ...row, supersededOn: data.on } : row,
        );
    }
  },
  datedFact: ({ type }) => type !== 'RubricDrafted',
});

/** By what a panel rates: a released version, or the rubric that is shipped. */
export interface RubricInForce {
  /** Missing of the one that is shipped. */
  readonly id?: RubricId;
  readonly version: number;
  readonly content: Rubric;
}

/** What a panel opened on that day at that place rates by: of the nearest authority that has released one. @throws ViewBehind */
export async function rubricOn(
  ports: Pick<ServicePorts, 'store' | 'dataSource' | 'projection'>,
  purpose: EvaluationPurpose,
  division: DivisionCode,
  on: Day,
): Promise<RubricInForce> {
  await ports.projection.waitUntil(rubricView, await ports.store.head());
  const rows = await ports.dataSource.getRepository(RubricEntity).findBy({ purpose });
  return rubricAmong(rows, division, on) ?? { version: 1, content: defaultRubrics[purpose] };
}

/** Undefined where none of them is in force there. */
export function rubricAmong(
  rows: readonly Readonly<RubricRow>[],
  division: DivisionCode,
  on: Day,
): RubricInForce | undefined {
  const [nearest] = rows
    .filter((row) => isWithin(division, row.division) && isInForceOn(row, on))
    .sort((a, b) => b.division.length - a.division.length || (a.stream < b.stream ? -1 : 1));
  return nearest && { id: nearest.rubric, version: nearest.version, content: nearest.content };
}

export function isInForceOn(
  { effectiveFrom, supersededOn }: Pick<RubricRow, 'effectiveFrom' | 'supersededOn'>,
  on: Day,
): boolean {
  return (
    effectiveFrom !== null && effectiveFrom <= on && (supersededOn === null || on < supersededOn)
  );
}
