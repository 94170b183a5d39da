import type { PublicBaseEvent, Publish } from '@fuhua/contracts';
import {
  isFunctionEvent,
  isLifeEvent,
  type Body,
  type FunctionEvent,
  type LifeEvent,
  type RegimeEvent,
} from './base.events.ts';

type Published = PublicBaseEvent | 'private';

/**
 * Others learn which bases there are, what each is for and who is responsible. Sources and reasons stay here, and so does
 * what is asked and not decided yet. What is kept up of a base has a publish of its own.
 */
export const publishBase: Publish<LifeEvent | FunctionEvent | RegimeEvent, PublicBaseEvent> = (
  event,
) => {
  if (isLifeEvent(event)) return publishLife(event);
  return isFunctionEvent(event) ? publishFunctions(event) : publishRegime(event);
};

function publishLife({ type, data }: LifeEvent): Published {
  const { base } = data;
  switch (type) {
    case 'BaseRegistered':
      return { type, data: openingOf(data) };
    case 'SpecialFieldBaseRegistered': {
      const { sponsor, field } = data;
      return { type, data: { ...openingOf(data), sponsor, field } };
    }
    case 'BaseLevelAssigned':
      return { type, data: { base, level: data.level, on: data.on } };
    case 'BaseRenamed':
      return { type, data: { base, name: data.name, since: data.since } };
    case 'BaseCapacitySet':
      return { type, data: { base, capacity: data.capacity, since: data.since } };
    case 'BaseRelocated': {
      const { location, address, on } = data;
      return { type, data: { base, location, ...(address && { address }), on } };
    }
    case 'BasesMerged':
      return { type, data: { base, into: data.into, on: data.on } };
    case 'BaseSuspended':
    case 'BaseResumed':
    case 'BaseClosed':
      return { type, data: { base, on: data.on } };
  }
}

type Opening = Extract<LifeEvent, { type: 'BaseRegistered' }>['data'];

function openingOf(data: Opening): Omit<Opening, 'source'> {
  const { base, name, kind, platform, level, location, address, establishedOn, capacity } = data;
  return {
    ...{ base, name, kind, level, location, establishedOn, capacity },
    ...(platform && { platform }),
    ...(address && { address }),
  };
}

function publishFunctions({ type, data }: FunctionEvent): Published {
  const { base, functions, on } = data;
  switch (type) {
    case 'BaseFunctionSetApproved':
    case 'BaseFunctionSetRefused':
      return { type, data: { base, functions, on, ...decidedBy(data) } };
    case 'FunctionExtensionApproved':
      return { type, data: { base, functions, on } };
    case 'BaseFunctionSetDeclared':
      return 'private';
  }
}

function publishRegime({ type, data }: RegimeEvent): Published {
  const { base } = data;
  switch (type) {
    case 'ManagementRegimeClassified': {
      const { regime, on, review, filing } = data;
      const days = { on, reviewDue: review.due, ...(filing && { filingDue: filing.due }) };
      return { type, data: { base, regime, ...days, ...decidedBy(data) } };
    }
    case 'RegimeManualOutcomeApproved':
      return { type, data: { base, regime: data.responsible.regime, on: data.on } };
    case 'RegimeReviewOpened':
      return { type, data };
    case 'RegimeReviewDue':
    case 'BaseRegistrationOverdue':
      return { type, data };
    case 'BaseRegistrationFiled':
      return { type, data: { base, filedOn: data.filedOn } };
    case 'BaseLegallyRegistered': {
      const { form, uscc, organization, registeredOn } = data;
      const known = organization && { organization };
      return { type, data: { base, form, uscc, ...known, registeredOn } };
    }
    case 'TownshipManagementAssigned':
      return { type, data: { base, manager: named(data.manager), since: data.since } };
    case 'CommunityPartyLeadershipAssigned': {
      const { lead, guide, since } = data;
      return { type, data: { base, lead: named(lead), guide: named(guide), since } };
    }
    case 'ResponsibleBodyAssigned': {
      const { body, since, review } = data;
      return { type, data: { base, body: named(body), since, reviewDue: review.due } };
    }
    case 'BaseRegimeInputsRecorded':
    case 'RegimeEvidenceMissing':
    case 'RegimeManualOutcomeProposed':
      return 'private';
  }
}

interface Decided {
  readonly decision?:
    { readonly ruleSet: { id: string; version: number }; readonly factsDigest: string } | undefined;
}

function decidedBy({ decision }: Decided): Partial<NonNullable<Decided['decision']>> {
  if (decision === undefined) return {};
  const { ruleSet, factsDigest } = decision;
  return { ruleSet, factsDigest };
}

function named({ kind, name, division }: Body): Body {
  return { kind, name, ...(division && { division }) };
}
