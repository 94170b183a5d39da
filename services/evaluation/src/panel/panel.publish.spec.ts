import { describe, expect, test } from '@jest/globals';
import { evaluationPanel } from '@fuhua/contracts';
import { startOfDay, type EventType } from '@fuhua/kernel';
import { foldStream } from '@fuhua/platform/views';
import { goldenOf, eventId, told } from '@fuhua/testing';
import type { PanelCommand } from './panel.decider.ts';
import * as events from './panel.events.ts';
import { publishPanel } from './panel.publish.ts';
import {
  act,
  after,
  assign,
  calendar,
  calibrate,
  conclude,
  day,
  dueOn,
  li,
  of,
  qian,
  score,
  scored,
  sign,
  sun,
  three,
  zhao,
} from './panel.suite.ts';
import { panelView } from './panel.view.ts';

const reason = '内部理由（测试）';
/** Li declares a link and is replaced by Sun, who is late once. */
const history = after(
  ...[zhao, qian, li].map(assign),
  ...[zhao, qian].map((rater) => sign(rater)),
  sign(li, 'conflict'),
  { ...act, type: 'ReplaceRater', instead: li, rater: sun, outside: false, calendar },
  { type: 'PassDeadline', name: `declaration:${sun}`, now: startOfDay(dueOn) },
  sign(sun),
  ...three.map((rater, index) => score(rater, [80, 70, 50][index]!)),
  calibrate,
  score(sun, 60),
  conclude,
);
const samples = [
  ...history,
  events.raterRecused({ ...of, rater: qian, because: 'authority', reason, on: day }),
  events.panelCancelled({ ...of, becauseOf: eventId('ended'), on: day }),
];
const published = told(...samples).map(publishPanel);
const open = published.filter((one) => one !== 'private');

describe('of a panel', () => {
  test('there is a choice for every event', () => {
    const types = new Set(samples.map(({ type }) => type));
    expect([...types].sort()).toEqual(Object.keys(events.panelEvents).sort());
  });

  test('what is told keeps to the contract', () => {
    const contract: Readonly<Record<string, EventType>> = Object.fromEntries(
      Object.values(evaluationPanel).map((one) => [one.type, one]),
    );
    for (const { type, data } of open) expect(contract[type]!.schema.parse(data)).toEqual(data);
    expect(open.map(({ type }) => type).sort()).toEqual(Object.keys(contract).sort());
  });

  test('others are told the same as ever: no rater, no reason', () => {
    const { kept, made } = goldenOf(import.meta.dirname, 'panel', published);
    expect(made).toEqual(kept);
    for (const inside of [...three, li, reason]) expect(made).not.toContain(inside);
  });
});

describe('the row', () => {
  test('tells of each rater that is left what it gave, before the calibration and after it', () => {
    const [row] = foldStream(panelView, told(...history));
    expect(row).toMatchObject({
      ...{ stage: 'concluded', calibrated: true },
      result: { mean: '70.00', band: 'pass', raters: 3, outsideRaters: 1 },
    });
    const seats = row!.seats.map(({ rater, scored: first, revised }) => [
      rater,
      first?.scores['need-shown'],
      revised?.scores['need-shown'],
    ]);
    expect(seats).toEqual([
      [zhao, '12.00', undefined],
      [qian, '10.50', undefined],
      [sun, '7.50', '9.00'],
    ]);
    expect(row!.seats.map(({ overdue }) => overdue)).toEqual([[], [], ['declaration']]);
  });

  test('is calibrated with the raters that there are', () => {
    const rowAfter = (...more: readonly PanelCommand[]) =>
      foldStream(panelView, told(...after(...scored(80, 70, 50), calibrate, ...more)))[0];
    expect(rowAfter()).toMatchObject({ calibrated: true });
    expect(rowAfter(assign(li))).toMatchObject({ calibrated: false });
  });
});
