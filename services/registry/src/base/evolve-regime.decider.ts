import type { Origin } from '@fuhua/kernel';
import type { RegimeEvent, Responsible } from './base.events.ts';
import { withInputs, type RegimeState } from './regime-record.decider.ts';

export function evolveRegime(
  state: RegimeState,
  { type, data }: RegimeEvent,
  { id: event, actor }: Origin,
): RegimeState {
  switch (type) {
    case 'BaseRegimeInputsRecorded':
      return { ...state, inputs: withInputs(state.inputs, data, { on: data.on, event }) };
    case 'ManagementRegimeClassified': {
      const { regime, on, review, filing } = data;
      const { inputs, responsible: before, filedOn, registeredOn } = state;
      // Until two persons have decided anew, whoever was responsible is so still.
      const stays = regime === 'manual' || before?.regime === regime;
      return {
        ...{ inputs, filedOn, registeredOn },
        classified: { regime, on, review, filing },
        missing: new Set(),
        reviewPassed: false,
        filingPassed: false,
        responsible: stays ? before : undefined,
      };
    }
    case 'RegimeEvidenceMissing':
      return { ...state, missing: new Set(state.missing).add(data.decision.factsDigest) };
    case 'RegimeManualOutcomeProposed': {
      const { responsible, reason, source } = data;
      return { ...state, proposed: { event, responsible, reason, source, by: actor.person } };
    }
    case 'RegimeManualOutcomeApproved': {
      const { regime } = data.responsible;
      return {
        ...state,
        proposed: undefined,
        ...(state.classified && { classified: { ...state.classified, regime } }),
      };
    }
    case 'RegimeReviewDue':
      return { ...state, reviewPassed: true };
    case 'RegimeReviewOpened':
      return { ...state, review: { on: data.on, ruleSet: data.ruleSet } };
    case 'BaseRegistrationFiled':
      return { ...state, filedOn: data.filedOn };
    case 'BaseRegistrationOverdue':
      return { ...state, filingPassed: true };
    case 'BaseLegallyRegistered':
      return { ...state, registeredOn: data.registeredOn };
    case 'TownshipManagementAssigned':
      return put(state, { regime: 'B', manager: data.manager });
    case 'CommunityPartyLeadershipAssigned':
      return put(state, { regime: 'C', lead: data.lead, guide: data.guide });
    case 'ResponsibleBodyAssigned': {
      const { classified } = state;
      const earlier = classified && { ...classified, review: data.review };
      return put({ ...state, classified: earlier }, { regime: 'D', body: data.body });
    }
  }
}

function put(state: RegimeState, responsible: Responsible): RegimeState {
  return { ...state, responsible };
}
