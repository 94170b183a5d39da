import {
  ok,
  refuse,
  type BaseId,
  type Day,
  type Decider,
  type DivisionCode,
  type EventId,
  type EventOf,
  type PersonId,
  type Slice,
} from '@fuhua/kernel';
import { panelCancelled, panelEvents, panelOpened, type PanelEvent } from './panel.events.ts';
import {
  assign,
  declare,
  recuse,
  replace,
  type AssignRater,
  type RecuseRater,
  type ReplaceRater,
  type SignDeclaration,
} from './raters.decider.ts';
import {
  competence,
  identityOf,
  type Decided,
  type OpenPanel,
  type Panel,
  type PanelRefusal,
  type Seat,
} from './record.decider.ts';
import {
  calibrate,
  conclude,
  deadlinesOf,
  passDeadline,
  submit,
  type ConcludePanel,
  type HoldCalibration,
  type PassDeadline,
  type SubmitScore,
} from './scores.decider.ts';

/** A panel as a whole: one stream for each request. */

export type OfficerCommand =
  AssignRater | ReplaceRater | RecuseRater | HoldCalibration | ConcludePanel;
export type RaterCommand = SignDeclaration | SubmitScore;
/** By a reaction to the topic of the service that asks. */
export interface OpenPanelCommand {
  type: 'OpenPanel';
  opening: EventOf<typeof panelOpened>['data'];
}
export interface CancelPanel {
  type: 'CancelPanel';
  becauseOf: EventId;
  on: Day;
}
export type PanelCommand = OfficerCommand | RaterCommand | PassDeadline;

export const panelDecider: Decider<Panel, PanelCommand, PanelEvent, PanelRefusal> = {
  initial: { stage: 'none' },
  decide(command, state) {
    switch (command.type) {
      case 'PassDeadline':
        return state.stage === 'open' ? passDeadline(command, state) : ok([]);
      case 'SignDeclaration':
        return onOpen(state, (panel) => declare(command, panel));
      case 'SubmitScore':
        return onOpen(state, (panel) => submit(command, panel));
      case 'AssignRater':
      case 'ReplaceRater':
      case 'RecuseRater':
      case 'HoldCalibration':
      case 'ConcludePanel': {
        const incompetent = competence(command);
        if (incompetent !== undefined) return refuse(incompetent);
        return onOpen(state, (panel) => decideOfficer(command, panel));
      }
    }
  },
  evolve,
  deadlines: (state) => (state.stage === 'open' ? deadlinesOf(state) : []),
};

export const panel: Slice<Panel, PanelCommand, PanelEvent, PanelRefusal> = {
  category: 'panel',
  events: panelEvents,
  decider: panelDecider,
};

/** What the service that asks has said: a panel is opened once, and cancelled while it is open. */
export const panelRequests: Slice<Panel, OpenPanelCommand | CancelPanel, PanelEvent, never> = {
  category: 'panel',
  events: panelEvents,
  decider: {
    initial: { stage: 'none' },
    decide(command, state) {
      switch (command.type) {
        case 'OpenPanel':
          return ok(state.stage === 'none' ? [panelOpened(command.opening)] : []);
        case 'CancelPanel': {
          if (state.stage !== 'open') return ok([]);
          const { becauseOf, on } = command;
          return ok([panelCancelled({ ...identityOf(state), becauseOf, on })]);
        }
      }
    },
    evolve,
  },
};

/** Whom events concern: the base and where it stands. */
export function aboutPanel(
  state: Panel,
  [first]: readonly PanelEvent[],
): { readonly base?: BaseId; readonly division?: DivisionCode } {
  if (state.stage !== 'none') return { base: state.base, division: state.division };
  return first?.type === 'PanelOpened'
    ? { base: first.data.base, division: first.data.division }
    : {};
}

function decideOfficer(command: OfficerCommand, state: OpenPanel): Decided {
  switch (command.type) {
    case 'AssignRater':
      return assign(command, state);
    case 'ReplaceRater':
      return replace(command, state);
    case 'RecuseRater':
      return recuse(command, state);
    case 'HoldCalibration':
      return calibrate(command, state);
    case 'ConcludePanel':
      return conclude(command, state);
  }
}

function onOpen(state: Panel, decide: (panel: OpenPanel) => Decided): Decided {
  switch (state.stage) {
    case 'none':
      return refuse({ code: 'evaluation.panel-unknown' });
    case 'concluded':
    case 'cancelled':
      return refuse({ code: 'evaluation.panel-over', stage: state.stage });
    case 'open':
      return decide(state);
  }
}

function evolve(state: Panel, event: PanelEvent): Panel {
  if (event.type === 'PanelOpened') return opened(event.data);
  return state.stage === 'open' ? evolveOpen(state, event) : state;
}

function opened({ openedOn: _on, ...data }: EventOf<typeof panelOpened>['data']): OpenPanel {
  return { stage: 'open', ...data, seats: new Map(), left: new Set(), calibrated: false };
}

function evolveOpen(
  state: OpenPanel,
  { type, data }: Exclude<PanelEvent, { type: 'PanelOpened' }>,
): Panel {
  const { base, division } = state;
  switch (type) {
    case 'RaterAssigned': {
      const { rater, outside, declareBy, scoreBy } = data;
      const seat = {
        rater,
        outside,
        declareBy,
        scoreBy,
        overdue: new Set<never>(),
        recused: false,
      };
      return { ...state, seats: new Map(state.seats).set(rater, seat), calibrated: false };
    }
    case 'DeclarationSigned': {
      const { statement, links } = data;
      return seated(state, data.rater, () => ({ declared: { statement, links } }));
    }
    case 'RaterRecused':
      return seated(state, data.rater, () => ({ recused: true }));
    case 'RaterReplaced': {
      const seats = new Map(state.seats);
      seats.delete(data.rater);
      return { ...state, seats, left: new Set(state.left).add(data.rater) };
    }
    case 'RaterOverdue':
      return seated(state, data.rater, ({ overdue }) => ({
        overdue: new Set(overdue).add(data.duty),
      }));
    case 'ScoreSubmitted': {
      const { scores: sheet, round } = data;
      return seated(state, data.rater, () => ({ scored: { sheet, round } }));
    }
    case 'CalibrationHeld':
      return { ...state, calibrated: true };
    case 'PanelConcluded':
      return { stage: 'concluded', base, division };
    case 'PanelCancelled':
      return { stage: 'cancelled', base, division };
  }
}

function seated(
  state: OpenPanel,
  rater: PersonId,
  change: (seat: Seat) => Partial<Seat>,
): OpenPanel {
  const seat = state.seats.get(rater);
  if (seat === undefined) return state;
  return { ...state, seats: new Map(state.seats).set(rater, { ...seat, ...change(seat) }) };
}
