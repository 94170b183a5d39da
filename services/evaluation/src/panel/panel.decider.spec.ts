import { describe, expect, test } from '@jest/globals';
import { fold, parseDay, startOfDay, type DivisionCode, type PersonId } from '@fuhua/kernel';
import {
  calendarOf,
  defaultRubrics,
  indicatorsOf,
  shippedRuleSets,
  type Sheet,
} from '@fuhua/rules';
import {
  authorityId,
  baseId,
  eventId,
  given,
  organizationId,
  personId,
  told,
  uuidNamed,
} from '@fuhua/testing';
import { panel, panelRequests, type PanelCommand } from './panel.decider.ts';
import * as events from './panel.events.ts';
import type { PanelEvent, PanelId, Statement } from './panel.events.ts';
import type { Gathered, OfficerAct } from './record.decider.ts';

const [day, dueOn] = [parseDay('2024-03-04'), parseDay('2024-03-29')];
const [operator, applicant] = [organizationId('operator'), organizationId('applicant')];
const content = defaultRubrics.entry;
const opening = {
  ...{ panel: uuidNamed('panel', 'one') as PanelId, request: eventId('asked') },
  ...{ subject: 'case-one', purpose: 'entry' as const, base: baseId('wuzhong') },
  ...{ organization: applicant, division: '320506104200' as DivisionCode },
  ...{ rubric: { version: 1 }, content, ruleSet: { id: 'JS-2023', version: 1 } },
  ...{ ratersMin: 3, outsideMin: 1, dueOn, openedOn: day },
};
const { panel: id, request, subject, purpose } = opening;
const of = { panel: id, request, subject, purpose };
const opened = events.panelOpened(opening);
const [zhao, qian, sun, li] = ['zhao', 'qian', 'sun', 'li'].map(personId) as [
  ...[PersonId, PersonId, PersonId, PersonId],
];
const acting = {
  ...({ id: authorityId('wuzhong'), kind: 'civil-affairs', level: 'county', above: [] } as const),
  division: '320506' as DivisionCode,
};
const act: OfficerAct = {
  acting,
  base: { kind: 'incubation-base', level: 'county', location: opening.division },
  directory: { authorities: [acting] },
  today: day,
};
const calendar = calendarOf('CN-2026-1');
const party = (organization: string) => ({
  ...{ value: { organization, related: [] }, validFrom: day, sources: [] },
});
const gathered: Gathered = {
  hasOperator: true,
  facts: {
    'operator.relatedParties': party(operator),
    'applicant.relatedParties': party(applicant),
  },
  ...{ ruleSets: shippedRuleSets, calendar, knownThrough: {} },
};
const declareBy = { due: parseDay('2024-03-07'), provisional: false };
const scoreBy = { due: dueOn, provisional: false };
const assigned = (rater: PersonId, outside = rater === zhao) =>
  events.raterAssigned({ ...of, rater, outside, declareBy, scoreBy, on: day });
const assign = (rater: PersonId): PanelCommand => ({
  ...{ ...act, type: 'AssignRater', rater, outside: rater === zhao, calendar },
});
const sign = (
  rater: PersonId,
  statement: Statement = 'signed',
  more: Partial<Gathered> = {},
): PanelCommand => ({
  ...{ ...gathered, ...more, type: 'SignDeclaration', rater, statement, links: [], today: day },
});
const sheetOf = (percent: number): Sheet =>
  Object.fromEntries(
    indicatorsOf(content).map(({ code, max }) => [
      code,
      ((Number(max) * percent) / 100).toFixed(2),
    ]),
  );
const reasons = Object.fromEntries(indicatorsOf(content).map(({ code }) => [code, '理由（测试）']));
const score = (rater: PersonId, percent: number): PanelCommand => ({
  ...{ type: 'SubmitScore', rater, scores: sheetOf(percent), reasons, today: day },
});
const conclude: PanelCommand = { ...act, ...gathered, type: 'ConcludePanel' };
const calibrate: PanelCommand = {
  ...{ ...act, type: 'HoldCalibration', evidence: ['a'.repeat(64)] },
};

/** What the commands decide, one after another. */
function after(...commands: readonly PanelCommand[]): readonly PanelEvent[] {
  let history: readonly PanelEvent[] = [opened];
  for (const command of commands) {
    const decided = panel.decider.decide(
      command,
      fold(panel.decider, told<PanelEvent>(...history)),
    );
    if (!decided.ok) throw new Error(decided.refusal.code);
    history = [...history, ...decided.value];
  }
  return history;
}
const three = [zhao, qian, sun];
const declared = [...three.map(assign), ...three.map((rater) => sign(rater))];
const scored = (...percents: readonly number[]): readonly PanelCommand[] => [
  ...declared,
  ...percents.map((percent, index) => score(three[index] ?? li, percent)),
];

test('a request opens one panel, and its end cancels it while it is open', () => {
  const open = { type: 'OpenPanel' as const, opening };
  given(panelRequests).when(open).then(opened);
  given(panelRequests, opened).when(open).thenNothing();
  const cancel = { type: 'CancelPanel' as const, becauseOf: eventId('ended'), on: day };
  const cancelled = events.panelCancelled({ ...of, becauseOf: eventId('ended'), on: day });
  given(panelRequests, opened).when(cancel).then(cancelled);
  given(panelRequests, opened, cancelled).when(cancel).thenNothing();
});

describe('a rater', () => {
  test('is assigned once, with three working days to declare', () => {
    given(panel, opened).when(assign(zhao)).then(assigned(zhao));
    given(panel, opened, assigned(zhao))
      .when(assign(zhao))
      .thenRefused('evaluation.rater-already-named');
  });

  test('who declares a link stands back, and only then may be replaced', () => {
    const replaceRater: PanelCommand = {
      ...{ ...act, type: 'ReplaceRater', instead: zhao, rater: li, outside: true, calendar },
    };
    given(panel, opened, assigned(zhao))
      .when(replaceRater)
      .thenRefused('evaluation.rater-in-place');
    const history = after(assign(zhao), sign(zhao, 'conflict'));
    expect(history.at(-1)).toEqual(
      events.raterRecused({ ...of, rater: zhao, because: 'declaration', on: day }),
    );
    given(panel, ...history)
      .when(replaceRater)
      .then(events.raterReplaced({ ...of, rater: zhao, by: li, on: day }), assigned(li, true));
  });

  test('is free of nobody who is not known', () => {
    given(panel, opened, assigned(zhao))
      .when(sign(zhao, 'signed', { facts: {} }))
      .thenRefused('evaluation.insufficient-evidence');
  });

  test('scores after its declaration, once', () => {
    given(panel, opened, assigned(zhao))
      .when(score(zhao, 80))
      .thenRefused('evaluation.declaration-missing');
    given(panel, ...after(...scored(80)))
      .when(score(zhao, 70))
      .thenRefused('evaluation.already-scored');
  });

  test('is overdue from the day after the last one', () => {
    const due = startOfDay(parseDay('2024-03-08'));
    const name = `declaration:${zhao}`;
    given(panel, opened, assigned(zhao))
      .when({ type: 'PassDeadline', name, now: due })
      .then(events.raterOverdue({ ...of, rater: zhao, duty: 'declaration', due: declareBy.due }));
  });
});

describe('a panel', () => {
  test('concludes nothing before all are in', () => {
    given(panel, ...after(...scored(80, 70)))
      .when(conclude)
      .thenRefused({ code: 'evaluation.scores-missing', raters: 2, outside: 1 });
  });

  test('calibrates where raters are too far apart, and each revises once', () => {
    const far = after(...scored(80, 70, 50));
    given(panel, ...far)
      .when(conclude)
      .thenRefused('evaluation.calibration-needed');
    const revised = after(...scored(80, 70, 50), calibrate, score(sun, 60));
    given(panel, ...revised)
      .when(score(sun, 61))
      .thenRefused('evaluation.already-scored');
    const concluded = after(...scored(80, 70, 50), calibrate, score(sun, 60), conclude).at(-1);
    expect(concluded).toMatchObject({
      type: 'PanelConcluded',
      data: { mean: '70.00', band: 'pass', raters: 3, outsideRaters: 1 },
    });
  });

  test('20 points apart needs no calibration', () => {
    given(panel, ...after(...scored(80, 70, 60)))
      .when(calibrate)
      .thenRefused('evaluation.calibration-not-needed');
  });
});
