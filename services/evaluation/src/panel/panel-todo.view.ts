import type { Day, PersonId } from '@fuhua/kernel';
import {
  remembering,
  todoSource,
  type Open,
  type Subject,
  type TodoKinds,
} from '@fuhua/platform/views';
import { panelEvents, type PanelEvent } from './panel.events.ts';

const kinds = {
  declaration: {
    list: 'todo',
    title: { zh: '独立性声明待签署', en: 'A declaration of independence to sign' },
  },
  scores: {
    list: 'todo',
    title: { zh: '评分待提交', en: 'Scores to submit' },
  },
  revision: {
    list: 'todo',
    title: { zh: '校准后可修改评分', en: 'Scores that may be revised after the calibration' },
  },
  raters: {
    list: 'todo',
    title: { zh: '评审组评委不足，待指定', en: 'A panel that is short of raters' },
  },
  conclusion: {
    list: 'todo',
    title: { zh: '评分已齐，待校准或结束评审', en: 'All scores are in: to calibrate or conclude' },
  },
} satisfies TodoKinds;

/** What is asked of a panel to know what is open; what raters gave is no part of it. */
interface PanelState extends Subject {
  readonly isOpen: boolean;
  readonly ratersMin: number;
  readonly outsideMin: number;
  readonly dueOn: Day;
  /** Of whoever rates: neither recused nor replaced. */
  readonly seats: readonly Seat[];
  readonly calibrated: boolean;
}

interface Seat {
  readonly rater: PersonId;
  readonly outside: boolean;
  readonly declareBy: Day;
  readonly scoreBy: Day;
  readonly declared: boolean;
  readonly rounds: 0 | 1 | 2;
}

/** 评审待办: a rater sees what is its own; that raters are missing or all are in, the authority. */
export const panelTodos = todoSource<PanelEvent>({
  source: { category: 'panel', events: panelEvents },
  kinds,
  fold: remembering<PanelEvent, PanelState>({ evolve, open }),
});

function evolve(state: PanelState | undefined, event: PanelEvent): PanelState | undefined {
  if (event.type === 'PanelOpened') {
    const { base, organization, ratersMin, outsideMin, dueOn } = event.data;
    const nothingYet = { isOpen: true, seats: [], calibrated: false };
    return { base, organization, ratersMin, outsideMin, dueOn, ...nothingYet };
  }
  return state && { ...state, ...changedBy(state, event) };
}

function changedBy(
  { seats }: PanelState,
  { type, data }: Exclude<PanelEvent, { type: 'PanelOpened' }>,
): Partial<PanelState> {
  switch (type) {
    case 'RaterAssigned': {
      const { rater, outside, declareBy, scoreBy } = data;
      const by = { declareBy: declareBy.due, scoreBy: scoreBy.due };
      const seat: Seat = { rater, outside, ...by, declared: false, rounds: 0 };
      return { seats: [...seats, seat], calibrated: false };
    }
    case 'DeclarationSigned':
      return { seats: seated(seats, data.rater, { declared: true }) };
    case 'RaterRecused':
    case 'RaterReplaced':
      return { seats: seats.filter(({ rater }) => rater !== data.rater) };
    case 'ScoreSubmitted':
      return { seats: seated(seats, data.rater, { rounds: data.round }) };
    case 'CalibrationHeld':
      return { calibrated: true };
    case 'PanelConcluded':
    case 'PanelCancelled':
      return { isOpen: false };
    case 'RaterOverdue':
      return {};
  }
}

function seated(seats: readonly Seat[], rater: PersonId, change: Partial<Seat>): readonly Seat[] {
  return seats.map((seat) => (seat.rater === rater ? { ...seat, ...change } : seat));
}

function open(state: PanelState): readonly Open[] {
  const { isOpen, ratersMin, outsideMin, dueOn, seats, calibrated } = state;
  if (!isOpen) return [];
  const outside = seats.filter((seat) => seat.outside).length;
  const isShort = seats.length < ratersMin || outside < outsideMin;
  const owed = seats.flatMap((seat) => owedBy(seat, calibrated));
  if (isShort) return [forAuthority('raters', dueOn), ...owed];
  const allIn = seats.every(({ rounds }) => rounds > 0);
  return allIn ? [forAuthority('conclusion', dueOn), ...owed] : owed;
}

function forAuthority(kind: 'raters' | 'conclusion', dueOn: Day): Open {
  return { item: kind, kind, assignee: 'authority', dueOn };
}

/** One thing at a time; nothing else says which of the raters is still to come. */
function owedBy({ rater, declareBy, scoreBy, declared, rounds }: Seat, calibrated: boolean) {
  const own = (kind: keyof typeof kinds, dueOn: Day): Open => ({
    ...{ item: `${kind}:${rater}`, kind, assignee: 'person', person: rater, dueOn },
  });
  if (!declared) return [own('declaration', declareBy)];
  if (rounds === 0) return [own('scores', scoreBy)];
  return calibrated && rounds === 1 ? [own('revision', scoreBy)] : [];
}
