import {
  addDays,
  type BaseId,
  type Day,
  type DivisionCode,
  type OrganizationId,
  type Origin,
  type PersonId,
  type Personal,
} from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  communityEvents,
  type CommunityEvent,
  type CommunityId,
  type LeaderTag,
} from './community.events.ts';

/** Leaders, mediators, referrals and outside requests, each as it stands. What is personal is sealed. */
@Entity('community')
export class CommunityEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  record!: CommunityId;
  @Index('community_base')
  @Column('uuid')
  base!: BaseId;
  @Column('text')
  division!: DivisionCode;
  @Column('text')
  kind!: 'leader' | 'mediator' | 'referral' | 'request';
  /** The leader, the mediator, the contact of who asks. */
  @Column('uuid', { nullable: true })
  person!: PersonId | null;
  /** Of a leader, self-declared; sealed. */
  @Column('jsonb', { nullable: true })
  tags!: Personal<readonly LeaderTag[]> | null;
  /** Of the contact of who asks; sealed. */
  @Column('jsonb', { nullable: true })
  phone!: Personal<string> | null;
  /** Led, or asking. */
  @Column('uuid', { nullable: true })
  organization!: OrganizationId | null;
  /** That a leader drew in. */
  @Column('jsonb', { name: 'drawn_in' })
  drawnIn!: readonly OrganizationId[];
  /** The remedy of a referral, the channel of a request. */
  @Column('text', { nullable: true })
  code!: string | null;
  /** Of a referral how many, else 1. */
  @Column('integer')
  count!: number;
  @Column('date')
  since!: Day;
  /** The last day of a mediator's term, or on which a request is to be answered. */
  @Column('date', { nullable: true })
  until!: Day | null;
  /** The first day on which it is over; of a request when it was answered. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
  @Column('boolean')
  overdue!: boolean;
}
export type CommunityRow = RowOf<CommunityEntity>;

export const communityView = view<CommunityRow, CommunityEvent>({
  name: 'community',
  version: 1,
  source: { category: 'community', events: communityEvents },
  entity: CommunityEntity,
  fold: (rows, event) => {
    const opened = openedBy(event);
    return opened ? [opened] : rows.map((row) => ({ ...row, ...changedBy(row, event) }));
  },
});

type Heard = CommunityEvent & { readonly origin: Origin };

function openedBy({ type, data, origin: { stream } }: Heard): CommunityRow | undefined {
  switch (type) {
    case 'CommunityLeaderEngaged': {
      const { person, tags, organization, since } = data;
      return { ...rowOf(stream, data), kind: 'leader', person, tags, organization, since };
    }
    case 'MediatorAppointed': {
      const { person, validFrom: since, validTo: until } = data;
      return { ...rowOf(stream, data), kind: 'mediator', person, since, until };
    }
    case 'JudicialReferralRecorded': {
      const { kind: code, count, on: since } = data;
      return { ...rowOf(stream, data), kind: 'referral', code, count, since };
    }
    case 'ExternalGuidanceRequested': {
      const { contact: person, phone = null, organization = null, channel: code } = data;
      const days = { since: data.receivedOn, until: data.answerBy.due };
      return {
        ...rowOf(stream, data),
        kind: 'request',
        person,
        phone,
        organization,
        code,
        ...days,
      };
    }
    case 'OrganizationDrawnIn':
    case 'CommunityLeaderEnded':
    case 'MediatorReleased':
    case 'MediatorTermEnded':
    case 'ExternalGuidanceAnswered':
    case 'ExternalGuidanceOverdue':
      return undefined;
  }
}

function rowOf(
  stream: string,
  { record, base, division }: Pick<CommunityRow, 'record' | 'base' | 'division'>,
): Omit<CommunityRow, 'kind' | 'since'> {
  const nobody = { person: null, tags: null, phone: null, organization: null, drawnIn: [] };
  const nothing = { code: null, count: 1, until: null, endedOn: null, overdue: false };
  return { stream, revision: 0, record, base, division, ...nobody, ...nothing };
}

function changedBy(row: CommunityRow, { type, data }: Heard): Partial<CommunityRow> {
  switch (type) {
    case 'OrganizationDrawnIn':
      return { drawnIn: [...row.drawnIn, data.organization] };
    case 'CommunityLeaderEnded':
    case 'MediatorReleased':
    case 'ExternalGuidanceAnswered':
      return { endedOn: data.on };
    case 'MediatorTermEnded':
      return { endedOn: addDays(data.validTo, 1) };
    case 'ExternalGuidanceOverdue':
      return { overdue: true };
    case 'CommunityLeaderEngaged':
    case 'MediatorAppointed':
    case 'JudicialReferralRecorded':
    case 'ExternalGuidanceRequested':
      return {};
  }
}
