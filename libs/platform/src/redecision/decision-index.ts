import 'reflect-metadata';
import {
  isSharedEvent,
  type RedecisionEvent,
  type RuleChange,
  type StreamName,
  type Told,
} from '@fuhua/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Readable } from '../handle/metadata.ts';
import { view, type RowOf, type View, type ViewRow } from '../views/view.ts';
import { decisionIn, type StoredDecision } from './decision.ts';

/** One decision of a slice: what is asked when a fact comes late or is corrected. */
export abstract class DecisionEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The event that holds it. */
  @PrimaryColumn('uuid')
  event!: string;
  @Column('integer')
  revision!: number;
  /** Of that event in the stream. */
  @Column('integer')
  sequence!: number;
  @Column('text')
  procedure!: string;
  @Column('text')
  outcome!: string;
  @Column('date', { name: 'effective_from' })
  effectiveFrom!: string;
  @Column('text', { name: 'rule_set' })
  ruleSet!: string;
  @Column('integer', { name: 'rule_set_version' })
  ruleSetVersion!: number;
  /** The events that its facts come from. */
  @Column('uuid', { array: true })
  sources!: string[];
  /** The streams whose later events may change it. */
  @Column('text', { name: 'rests_on', array: true })
  restsOn!: string[];
  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
export type DecisionRow = RowOf<DecisionEntity>;

/** One task to decide anew. */
export abstract class RedecisionEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @PrimaryColumn('uuid')
  redecision!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  decision!: string;
  @Column('jsonb')
  cause!: Extract<RedecisionEvent, { type: 'RedecisionRequired' }>['data']['cause'];
  @Column('text', { name: 'rule_set' })
  ruleSet!: string;
  @Column('integer', { name: 'rule_set_version' })
  ruleSetVersion!: number;
  @Column('text')
  before!: string;
  @Column('text')
  after!: string;
  @Column('jsonb')
  rules!: RuleChange[];
  @Column('timestamptz', { name: 'raised_at' })
  raisedAt!: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;
  @Column('uuid', { name: 'closed_by', nullable: true })
  closedBy!: string | null;
  @Column('text', { nullable: true })
  reason!: string | null;
}
export type RedecisionRow = RowOf<RedecisionEntity>;

/** The two views of a slice's decisions; their tables are made by `decisionTables`. */
export interface DecisionIndex {
  readonly decisions: View<DecisionRow>;
  readonly tasks: View<RedecisionRow>;
}

const comments = {
  decision:
    '依规则作出的决定及其所依据的记录。 Decisions, with the streams whose later events may change them.',
  redecision: '须重新决定的事项。 Tasks to decide anew, open and closed.',
};

export function decisionIndexOf(
  source: Readable,
  restsOn: (event: Told) => readonly StreamName[],
): DecisionIndex {
  const { category } = source;

  @Entity(`${category}_decision`, { comment: comments.decision })
  @Index(`${category}_decision_rests_on`, { synchronize: false })
  class Decisions extends DecisionEntity {}

  @Entity(`${category}_redecision`, { comment: comments.redecision })
  class Redecisions extends RedecisionEntity {}

  return {
    decisions: view<DecisionRow, Told>({
      name: `${category}_decision`,
      version: 1,
      source,
      entity: Decisions,
      fold(rows, event) {
        const decision = decisionIn(event);
        return decision === undefined ? rows : [...rows, decisionRow(event, decision, restsOn)];
      },
    }),
    tasks: view<RedecisionRow, Told>({
      name: `${category}_redecision`,
      version: 1,
      source,
      entity: Redecisions,
      hearsShared: true,
      fold: foldTask,
    }),
  };
}

function decisionRow(
  event: Told,
  decision: StoredDecision,
  restsOn: (event: Told) => readonly StreamName[],
): DecisionRow {
  const { procedure, outcome, effectiveFrom, ruleSet, facts } = decision;
  const sources = Object.values(facts).flatMap((fact) => fact.sources);
  return {
    stream: event.origin.stream,
    event: event.origin.id,
    revision: 0,
    sequence: event.origin.revision,
    procedure,
    outcome,
    effectiveFrom,
    ruleSet: ruleSet.id,
    ruleSetVersion: ruleSet.version,
    sources: [...new Set(sources)],
    restsOn: [...restsOn(event)],
    recordedAt: new Date(event.origin.recordedAt),
  };
}

function foldTask(rows: readonly RedecisionRow[], event: Told): readonly RedecisionRow[] {
  if (!isSharedEvent(event)) return rows;
  const { stream, recordedAt, actor } = event.origin;
  if (event.type === 'RedecisionRequired') {
    const { redecision, decision, cause, ruleSet, before, after, rules } = event.data;
    const task: RedecisionRow = {
      ...{ stream, redecision, revision: 0, decision, cause, before, after, rules },
      ruleSet: ruleSet.id,
      ruleSetVersion: ruleSet.version,
      raisedAt: new Date(recordedAt),
      closedAt: null,
      closedBy: null,
      reason: null,
    };
    return [...rows, task];
  }
  if (event.type !== 'RedecisionClosed') return rows;
  const { redecision, reason } = event.data;
  const closed = { closedAt: new Date(recordedAt), closedBy: actor.person, reason };
  return rows.map((row) => (row.redecision === redecision ? { ...row, ...closed } : row));
}

/** SQL for the migration of a slice that joins: the tables of its two views. */
export function decisionTables(category: string): string {
  return `
    create table ${category}_decision (
      stream text not null,
      event uuid not null,
      revision integer not null,
      sequence integer not null,
      procedure text not null,
      outcome text not null,
      effective_from date not null,
      rule_set text not null,
      rule_set_version integer not null,
      sources uuid[] not null,
      rests_on text[] not null,
      recorded_at timestamptz not null,
      primary key (stream, event)
    );
    create index ${category}_decision_rests_on on ${category}_decision using gin (rests_on);
    comment on table ${category}_decision is
      '${comments.decision}';
    create table ${category}_redecision (
      stream text not null,
      redecision uuid not null,
      revision integer not null,
      decision uuid not null,
      cause jsonb not null,
      rule_set text not null,
      rule_set_version integer not null,
      before text not null,
      after text not null,
      rules jsonb not null,
      raised_at timestamptz not null,
      closed_at timestamptz,
      closed_by uuid,
      reason text,
      primary key (stream, redecision)
    );
    comment on table ${category}_redecision is
      '${comments.redecision}';`;
}
