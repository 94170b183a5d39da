import { describe, expect, test } from '@jest/globals';
import { startOfDay, parseDay } from '@fuhua/kernel';
import { authorityId, eventId, given } from '@fuhua/testing';
import fc from 'fast-check';
import { panel, panelRequests, type PanelCommand } from './panel.decider.ts';
import * as events from './panel.events.ts';
import {
  act,
  acting,
  after,
  assign,
  assigned,
  calendar,
  calibrate,
  conclude,
  day,
  declareBy,
  declared,
  li,
  of,
  opened,
  opening,
  qian,
  score,
  scored,
  sign,
  sun,
  three,
  zhao,
} from './panel.suite.ts';
import type { OfficerAct } from './record.decider.ts';

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

describe('only the authority of the base', () => {
  const other = authorityId('kunshan');
  const elsewhere: OfficerAct = { ...act, acting: { ...acting, id: other } };
  const recuse = { type: 'RecuseRater' as const, rater: zhao, reason: '有亲属关系（测试）' };
  test.each<[string, PanelCommand]>([
    ['assigns a rater', { ...assign(zhao), ...elsewhere }],
    ['has a rater stand back', { ...elsewhere, ...recuse }],
    ['concludes', { ...conclude, ...elsewhere }],
  ])('%s', (_, command) => {
    given(panel, ...after(...scored(80, 75, 70)))
      .when(command)
      .thenRefused({
        code: 'evaluation.not-competent',
        competentAuthority: acting.id,
      });
  });

  test('and it has a rater stand back, whose scores count no longer', () => {
    const history = after(...scored(80, 75, 70), { ...act, ...recuse });
    given(panel, ...history)
      .when(conclude)
      .thenRefused({ code: 'evaluation.scores-missing', raters: 2, outside: 0 });
  });
});

test('a calibration says nothing about a rater who is assigned after it', () => {
  const recuse = { ...act, type: 'RecuseRater' as const, rater: sun, reason: '亲属关系（测试）' };
  const assigned = [...scored(80, 70, 50), calibrate, recuse, assign(li), sign(li)];
  const again = after(...assigned, score(li, 40));
  given(panel, ...again)
    .when(conclude)
    .thenRefused('evaluation.calibration-needed');
  given(panel, ...again)
    .when(score(qian, 60))
    .thenRefused('evaluation.already-scored');
});

test('the order in which raters score changes no conclusion', () => {
  const percent = fc.integer({ min: 60, max: 80 });
  const orders = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
  const concluded = (percents: readonly number[], order: readonly number[]) => {
    const scores = order.map((index) => score(three[index]!, percents[index]!));
    return after(...declared, ...scores, conclude).at(-1)!.data;
  };
  fc.assert(
    fc.property(fc.tuple(percent, percent, percent), orders, (percents, order) => {
      expect(concluded(percents, order)).toEqual(concluded(percents, [0, 1, 2]));
    }),
    { numRuns: 25 },
  );
});
