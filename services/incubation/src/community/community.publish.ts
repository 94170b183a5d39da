import type { PublicCommunityEvent, Publish } from '@fuhua/contracts';
import type { CommunityEvent } from './community.events.ts';

/** Others count; who leads, mediates or asks, and what about, stays here. */
export const publishCommunity: Publish<CommunityEvent, PublicCommunityEvent> = ({ type, data }) => {
  const of = { record: data.record, base: data.base };
  switch (type) {
    case 'CommunityLeaderEngaged':
      return { type, data: { ...of, organization: data.organization, since: data.since } };
    case 'OrganizationDrawnIn':
      return { type, data: { ...of, organization: data.organization, on: data.on } };
    case 'MediatorAppointed':
      return { type, data: { ...of, validFrom: data.validFrom, validTo: data.validTo } };
    case 'CommunityLeaderEnded':
    case 'MediatorReleased':
    case 'ExternalGuidanceAnswered':
      return { type, data: { ...of, on: data.on } };
    case 'MediatorTermEnded':
      return { type, data: { ...of, validTo: data.validTo } };
    case 'JudicialReferralRecorded':
      return { type, data: { ...of, kind: data.kind, count: data.count, on: data.on } };
    case 'ExternalGuidanceRequested': {
      const { channel, receivedOn, answerBy } = data;
      return { type, data: { ...of, channel, receivedOn, answerBy: answerBy.due } };
    }
    case 'ExternalGuidanceOverdue':
      return { type, data: { ...of, due: data.due } };
  }
};
