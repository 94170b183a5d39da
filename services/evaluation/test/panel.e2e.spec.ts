import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { streamOf } from '@fuhua/kernel';
import { eventually, said, type Answered, type Someone } from '@fuhua/platform/test-service';
import { actsOn, asking, base, scores, setting, sister, wuzhong } from './panels.suite.ts';
import { openWorld, type World } from './world.suite.ts';

jest.setTimeout(60_000);

let world: World;
let officer: Someone;
let zhao: Someone;
let qian: Someone;
let sun: Someone;

beforeAll(async () => {
  world = await openWorld('2024-03-04T09:00:00+08:00');
  await world.tell('registry', ...setting);
  officer = await world.someone({ authority: wuzhong }, 'officer');
  [zhao, qian, sun] = [
    await world.someone({}, 'rater'),
    await world.someone({}, 'rater'),
    await world.someone({}, 'rater'),
  ];
});
afterAll(() => world.close());

function accepted(answered: Answered): Answered {
  if (answered.status !== 200) throw new Error(answered.text);
  return answered;
}
const refusedAs = ({ status, body }: Answered) => [status, body['code']];
const toldOf = async (panel: string) =>
  (await world.toldByUs()).filter(({ subject }) => subject.endsWith(panel));

/** Once the reaction has heard of it. */
const opened = (path: string): Promise<Answered> =>
  eventually(
    () => officer.get(path),
    ({ status }) => status === 200,
  );

test('a panel from its request to its conclusion, blind until all are in', async () => {
  const { panel, asks } = asking();
  const path = `/v1/panels/${panel}`;
  const { act, assign, sign, shown } = actsOn(path);
  await world.tell('incubation', asks);
  expect(said(await opened(path))).toMatchObject({ stage: 'open', ratersMin: 3, seats: [] });

  const wu = await world.someone({}, 'rater');
  accepted(await assign(officer, zhao, true));
  accepted(await assign(officer, qian));
  accepted(await assign(officer, wu));
  // Of an organization that the operator controls: it stands back, whatever it declares.
  const link = { organization: sister, relation: 'works-for', validFrom: '2022-01-01' };
  accepted(await sign(zhao));
  accepted(await sign(qian));
  accepted(await sign(wu, [link]));
  expect(refusedAs(await act(wu, 'submit-score', scores(80)))).toEqual([
    409,
    'evaluation.rater-recused',
  ]);
  const instead = { instead: wu.person, rater: sun.person, outside: false };
  accepted(await act(officer, 'replace-rater', instead));
  accepted(await sign(sun));

  const nothing = [undefined, undefined];
  const one = accepted(await act(zhao, 'submit-score', scores(80)));
  const own = [['12.00', undefined], nothing, nothing];
  expect(await shown(zhao, one)).toEqual(own);
  expect(await shown(qian, one)).toEqual([nothing, nothing, nothing]);
  expect(await shown(officer, one)).toEqual([nothing, nothing, nothing]);
  expect((await wu.get(path)).status).toBe(404);
  expect(refusedAs(await act(officer, 'conclude'))).toEqual([409, 'evaluation.scores-missing']);

  accepted(await act(qian, 'submit-score', scores(70)));
  const all = accepted(await act(sun, 'submit-score', scores(50)));
  const given = [
    ['12.00', undefined],
    ['10.50', undefined],
    ['7.50', undefined],
  ];
  for (const reader of [zhao, qian, officer]) expect(await shown(reader, all)).toEqual(given);

  expect(refusedAs(await act(officer, 'conclude'))).toEqual([409, 'evaluation.calibration-needed']);
  accepted(await act(officer, 'hold-calibration', { evidence: ['a'.repeat(64)] }));
  const revised = accepted(await act(sun, 'submit-score', scores(60)));
  expect(await shown(qian, revised)).toEqual(given);
  expect(await shown(officer, revised)).toEqual(given);

  const concluded = accepted(await act(officer, 'conclude'));
  expect(await shown(qian, concluded)).toEqual([given[0], given[1], ['7.50', '9.00']]);
  const told = await eventually(
    () => toldOf(panel),
    ({ length }) => length === 2,
  );
  expect(told.map(({ type }) => type)).toEqual(['PanelOpened', 'PanelConcluded']);
  expect(told[1]!.data).toMatchObject({
    ...{ panel, subject: asks.stream, purpose: 'entry', mean: '70.00', band: 'pass' },
    ...{ raters: 3, outsideRaters: 1, concludedOn: '2024-03-04' },
  });
  const text = JSON.stringify(told);
  for (const { person } of [zhao, qian, sun, wu]) expect(text).not.toContain(person);
});

test('a request that is delivered twice opens one panel', async () => {
  const { panel, asks } = asking();
  await world.tell('incubation', asks);
  await opened(`/v1/panels/${panel}`);
  await world.tellAnew('incubation');
  const after = asking();
  await world.tell('incubation', asks, after.asks);
  await opened(`/v1/panels/${after.panel}`);
  const stored: string[] = [];
  for await (const { type } of world.ports.store.readStream(streamOf('panel', panel))) {
    stored.push(type);
  }
  expect(stored).toEqual(['PanelOpened']);
});

test('a late rater is replaced, and the end of the case cancels the panel', async () => {
  const { panel, asks, lapses } = asking();
  const path = `/v1/panels/${panel}`;
  const { act, assign, sign } = actsOn(path);
  await world.tell('incubation', asks);
  await opened(path);
  accepted(await assign(officer, zhao, true));
  const instead = { instead: zhao.person, rater: qian.person, outside: true };
  await world.moveClock('2024-03-07T23:59:59+08:00');
  expect(refusedAs(await act(officer, 'replace-rater', instead))).toEqual([
    409,
    'evaluation.rater-in-place',
  ]);
  await world.moveClock('2024-03-08T00:00:00+08:00');
  const late = said(await officer.get(path));
  expect(late['seats']).toMatchObject([{ rater: zhao.person, overdue: ['declaration'] }]);
  accepted(await act(officer, 'replace-rater', instead));
  expect(refusedAs(await sign(zhao))).toEqual([404, 'evaluation.rater-unknown-here']);

  await world.tell('incubation', lapses);
  const over = await eventually(
    () => officer.get(path),
    (answered) => said(answered)['stage'] !== 'open',
  );
  expect(said(over)).toMatchObject({ stage: 'cancelled' });
  expect(refusedAs(await sign(qian))).toEqual([409, 'evaluation.panel-over']);
  const told = await eventually(
    () => toldOf(panel),
    ({ length }) => length === 2,
  );
  expect(told.map(({ type }) => type)).toEqual(['PanelOpened', 'PanelCancelled']);
});

test('a rater finds what it owes, the authority that raters are missing, and nobody what others owe', async () => {
  const { panel, asks } = asking();
  await world.tell('incubation', asks);
  const path = `/v1/panels/${panel}`;
  await opened(path);
  const { assign, sign } = actsOn(path);
  const waits = async (who: Someone, { body }: Answered): Promise<readonly unknown[]> => {
    const answered = await who.get(`/v1/todo?atLeast=${String(body['position'])}`);
    const items = said(answered)['items'] as readonly { stream: string; kind: string }[];
    if (who !== zhao) expect(answered.text).not.toContain(zhao.person);
    return items.filter(({ stream }) => stream.endsWith(panel)).map(({ kind }) => kind);
  };
  const assigned = accepted(await assign(officer, zhao, true));
  expect(await waits(officer, assigned)).toEqual(['raters']);
  expect(await waits(zhao, assigned)).toEqual(['declaration']);
  expect(await waits(qian, assigned)).toEqual([]);
  const signed = accepted(await sign(zhao));
  expect(await waits(zhao, signed)).toEqual(['scores']);
  const elsewhere = await world.someone({ authority: base }, 'officer');
  expect(await waits(elsewhere, signed)).toEqual([]);
});
