import type { Origin } from '@fuhua/kernel';
import { ended, onward } from './active-evolve.decider.ts';
import type { ActiveCase, ExitFile } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import type { ExitEvent, GroundFacts, Onward } from './exit.events.ts';

/** How an exit file, and the case around it, follow from its events. */

export function evolveExit(state: Case, event: ExitEvent, origin: Origin): Case {
  if (state.stage === 'ended' && event.type === 'HandoverCompleted') {
    const { completedOn: lastOn } = event.data;
    const { handover } = state;
    return { ...state, lastOn, handover: handover && { ...handover, completed: true } };
  }
  if (state.stage !== 'active') return state;
  const { exit } = state;
  return exit === undefined
    ? withoutFile(state, event, origin)
    : withFile(state, exit, event, origin);
}

function withoutFile(state: ActiveCase, { type, data }: ExitEvent, { id }: Origin): Case {
  switch (type) {
    case 'SupportSuspended':
      return onward({ ...state, support: 'suspended' }, data.on);
    case 'SupportResumed':
      return onward({ ...state, support: 'given' }, data.on);
    case 'ExitCureOrdered': {
      const { orderedOn, cureBy } = data;
      return onward({ ...state, cureOrder: { ordered: id, orderedOn, cureBy } }, orderedOn);
    }
    case 'ExitCured':
      return onward({ ...state, cureOrder: undefined }, data.curedOn);
    case 'EarlyExitNoticeRefused':
      return onward(state, data.refusedOn);
    case 'EarlyExitNotified':
      return onward({ ...state, exit: opened(data, id) }, data.servedOn);
    case 'DefenceSubmitted':
    case 'HearingRequested':
    case 'HearingNotified':
    case 'HearingHeld':
    case 'EarlyExitProposed':
    case 'ExitProposalRefused':
    case 'EarlyExitDecided':
    case 'ExitDecisionServed':
    case 'MilderMeasureDecided':
    case 'EarlyExitRescinded':
    case 'ReviewRequested':
    case 'ReviewDecided':
    case 'EarlyExitBecameFinal':
    case 'HandoverCompleted':
      return state;
  }
}

function opened(
  data: Extract<ExitEvent, { type: 'EarlyExitNotified' }>['data'],
  notice: ExitFile['notice'],
): ExitFile {
  const { ground, brokenDuty, curable, midterm, fiscalYear, offence, evidence } = data;
  const facts: GroundFacts = {
    ...{ ground, brokenDuty, curable, midterm, fiscalYear, offence, evidence },
  };
  const { ruleSet, measure, servedOn, defenceBy, hearingAskBy, decideBy } = data;
  return {
    ...{ notice, ruleSet, measure, servedOn, defenceBy, hearingAskBy, decideBy, ground: facts },
    ...{ points: [], hearing: { is: 'not-asked' }, waitsFrom: servedOn, lastOn: servedOn },
  };
}

function withFile(state: ActiveCase, exit: ExitFile, event: ExitEvent, origin: Origin): Case {
  const { type, data } = event;
  switch (type) {
    case 'SupportSuspended':
      return onward({ ...state, support: 'suspended' }, data.on);
    case 'SupportResumed':
      return onward({ ...state, support: 'given' }, data.on);
    case 'MilderMeasureDecided':
      return closed(state, data.decidedOn, data);
    case 'EarlyExitRescinded':
      return closed({ ...state, support: 'given' }, data.on, data);
    case 'EarlyExitBecameFinal': {
      const { finalOn, handoverBy } = data;
      const { notice, ruleSet } = exit;
      const handover = { notice, ruleSet, finalOn, by: handoverBy, completed: false };
      return { ...ended(state, 'early-exit', finalOn), handover };
    }
    case 'DefenceSubmitted':
    case 'HearingRequested':
    case 'HearingNotified':
    case 'HearingHeld':
    case 'EarlyExitProposed':
    case 'ExitProposalRefused':
    case 'EarlyExitDecided':
    case 'ExitDecisionServed':
    case 'ReviewRequested':
      return { ...state, exit: evolveFile(exit, event, origin) };
    /** The events that follow in the same append say what comes of it. */
    case 'ReviewDecided':
    case 'ExitCureOrdered':
    case 'ExitCured':
    case 'EarlyExitNotified':
    case 'EarlyExitNoticeRefused':
    case 'HandoverCompleted':
      return state;
  }
}

type InFile = Extract<
  ExitEvent,
  {
    type:
      | ('DefenceSubmitted' | 'HearingRequested' | 'HearingNotified' | 'HearingHeld')
      | ('EarlyExitProposed' | 'ExitProposalRefused' | 'EarlyExitDecided')
      | ('ExitDecisionServed' | 'ReviewRequested');
  }
>;

function evolveFile(exit: ExitFile, { type, data }: InFile, { id, actor }: Origin): ExitFile {
  switch (type) {
    case 'DefenceSubmitted':
      return { ...exit, points: [...exit.points, ...data.points], lastOn: data.submittedOn };
    case 'HearingRequested': {
      const { requestedOn: on } = data;
      return { ...exit, hearing: { is: 'asked', on }, lastOn: on };
    }
    case 'HearingNotified':
      return {
        ...{ ...exit, lastOn: data.notifiedOn },
        hearing: { is: 'notified', heldOn: data.heldOn },
      };
    case 'HearingHeld':
      return { ...exit, hearing: { is: 'held' }, lastOn: data.heldOn };
    case 'EarlyExitProposed': {
      const { outcome, reasons, answers, remedies, safety, proposedOn: lastOn } = data;
      const draft = { outcome, reasons, answers, remedies, safety };
      const proposal = { proposal: id, draft, proposedBy: actor.person };
      return { ...exit, proposal, lastOn };
    }
    case 'ExitProposalRefused':
      return { ...exit, proposal: undefined, lastOn: data.refusedOn };
    case 'EarlyExitDecided': {
      const { decidedOn: on, barMonths, safety, serveBy } = data;
      const drafted = exit.proposal === undefined ? [] : [exit.proposal.proposedBy];
      const decided = {
        ...{ decided: id, on, barMonths, serveBy, safety: safety !== undefined },
        officers: [...drafted, actor.person],
      };
      return { ...exit, proposal: undefined, decided, lastOn: on };
    }
    case 'ExitDecisionServed': {
      const { servedOn: on, reviewAskBy, unused } = data;
      const { decided } = exit;
      const served = { on, reviewAskBy, unused };
      return { ...exit, decided: decided && { ...decided, served }, lastOn: on };
    }
    case 'ReviewRequested': {
      const { requestedOn, decideBy } = data;
      const { decided } = exit;
      const review = { requestedOn, decideBy };
      return { ...exit, decided: decided && { ...decided, review }, lastOn: requestedOn };
    }
  }
}

/** No exit came of it: the term runs on, and what waited goes on. */
function closed(state: ActiveCase, on: ExitFile['lastOn'], data: Onward): ActiveCase {
  const { waitedDays, clocks, graduationBy } = data;
  const { applied } = state.graduation;
  const after = applied && {
    ...applied,
    decideBy: graduationBy ?? applied.decideBy,
  };
  return onward(
    {
      ...{ ...state, clocks, exit: undefined, cureOrder: undefined },
      waitedDays: state.waitedDays + waitedDays,
      graduation: { ...state.graduation, applied: after },
    },
    on,
  );
}
