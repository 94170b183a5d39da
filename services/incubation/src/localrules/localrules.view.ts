import {
  streamOf,
  type AuthorityId,
  type Day,
  type DivisionCode,
  type EventId,
} from '@fuhua/kernel';
import type { EventStore } from '@fuhua/platform/event-store';
import { rowsAsOf, view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { LocalRuleSection, type Fact } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  localRulesEvents,
  type LocalRuleId,
  type LocalRuleKind,
  type LocalRulesEvent,
  type Sections,
} from './localrules.events.ts';

/** Every version of every document of an authority: drafts, those in force, those of before. */
@Entity('local_rule')
export class LocalRuleEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @PrimaryColumn('uuid')
  rule!: LocalRuleId;
  @Column('integer')
  revision!: number;
  @Index('local_rule_authority')
  @Column('uuid')
  authority!: AuthorityId;
  @Column('text')
  division!: DivisionCode;
  @Column('text')
  kind!: LocalRuleKind;
  @Column('text')
  title!: string;
  /** Of the operating rules. */
  @Column('jsonb', { nullable: true })
  sections!: Sections | null;
  /** SHA-256 of each file. */
  @Column('jsonb')
  files!: readonly string[];
  /** 文号; null of a draft, as all that follows. */
  @Column('text', { nullable: true })
  number!: string | null;
  /** The adopting event. */
  @Column('uuid', { nullable: true })
  adopted!: EventId | null;
  @Column('date', { name: 'adopted_on', nullable: true })
  adoptedOn!: Day | null;
  @Column('date', { name: 'published_on', nullable: true })
  publishedOn!: Day | null;
  @Column('date', { name: 'effective_from', nullable: true })
  effectiveFrom!: Day | null;
  /** The first day on which it holds no longer. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
  /** The version in its place; null of a repealed one. */
  @Column('uuid', { name: 'superseded_by', nullable: true })
  supersededBy!: LocalRuleId | null;
}
export type LocalRuleRow = RowOf<LocalRuleEntity>;

export const localRuleView = view<LocalRuleRow, LocalRulesEvent>({
  name: 'local_rule',
  version: 1,
  source: { category: 'localrules', events: localRulesEvents },
  entity: LocalRuleEntity,
  fold(rows, { type, data, origin }) {
    const others = rows.filter(({ rule }) => rule !== data.rule);
    const before = rows.filter(({ rule }) => rule === data.rule);
    switch (type) {
      case 'LocalRuleDrafted': {
        const { authority, rule, division, kind, title, sections = null, files } = data;
        const of = { stream: origin.stream, revision: 0, rule, authority, division };
        return [...others, { ...of, kind, title, sections, files, ...notAdopted }];
      }
      case 'LocalRuleAdopted':
      case 'CompanionRuleAdopted': {
        const { title, number, files, adoptedOn, publishedOn, effectiveFrom } = data;
        const facts = { title, number, files, adoptedOn, publishedOn, effectiveFrom };
        const sections = type === 'LocalRuleAdopted' ? data.sections : null;
        const adopted = { ...facts, sections, adopted: origin.id };
        return [...others, ...before.map((row) => ({ ...row, ...adopted }))];
      }
      case 'LocalRuleSuperseded': {
        const ended = { endedOn: data.on, supersededBy: data.by };
        return [...others, ...before.map((row) => ({ ...row, ...ended }))];
      }
      case 'LocalRuleRepealed':
        return [...others, ...before.map((row) => ({ ...row, endedOn: data.on }))];
    }
  },
  /** Adopted, superseded and repealed from the days that they tell. */
  datedFact: ({ type }) => type !== 'LocalRuleDrafted',
});

const notAdopted = {
  ...{ number: null, adopted: null, adoptedOn: null, publishedOn: null, effectiveFrom: null },
  ...{ endedOn: null, supersededBy: null },
};

export type InForce = LocalRuleRow & {
  readonly number: string;
  readonly adopted: EventId;
  readonly publishedOn: Day;
  readonly effectiveFrom: Day;
};

/** Whether the version holds on the day: published, begun and not over. */
export function isInForceOn(row: LocalRuleRow, on: Day): row is InForce {
  const { publishedOn, effectiveFrom, endedOn } = row;
  if (publishedOn === null || effectiveFrom === null) return false;
  return publishedOn <= on && effectiveFrom <= on && (endedOn === null || on < endedOn);
}

/**
 * `authority.localRules` of R-ENT-02: the operating rules of that authority in force on the day, as its own stream tells
 * it. Known to be `none` since ever where there are none.
 * @throws Unavailable
 */
export async function localRulesFact(
  { store }: { readonly store: Pick<EventStore, 'readStream'> },
  authority: AuthorityId,
  on: Day,
): Promise<Fact> {
  const rows = await rowsAsOf(localRuleView, store, streamOf('localrules', authority), {});
  const row = rows.find(
    (one): one is InForce => one.kind === 'operating-rules' && isInForceOn(one, on),
  );
  if (row === undefined) return { value: 'none', validFrom: on, sources: [] };
  const sections = sectionsIn(row);
  const { publishedOn, effectiveFrom, adopted } = row;
  return { value: { publishedOn, sections }, validFrom: effectiveFrom, sources: [adopted] };
}

/** Those in which something is written, in their order. */
export function sectionsIn({ sections }: Pick<LocalRuleRow, 'sections'>): LocalRuleSection[] {
  return LocalRuleSection.options.filter((section) => (sections?.[section] ?? '') !== '');
}
