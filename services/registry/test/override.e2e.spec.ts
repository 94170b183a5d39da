import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeUscc } from '@fuhua/rules';
import {
  accepted,
  eventsOf,
  eventually,
  graded,
  nomination,
  prepare,
  registerBase,
  synchronise,
  terms,
} from './operators.suite.ts';
import { officerOf, openBureaus, source } from './organizations.suite.ts';
import { openWorld, said, type Said, type Someone, type World } from './world.suite.ts';

const today = '2024-03-18';
let world: World;
let officer: Someone;
let colleague: Someone;
let base: string;
let hash: string;

beforeAll(async () => {
  world = await openWorld({ clock: `${today}T09:00:00+08:00` });
  await openBureaus(world, { '32': '江苏省', '3202': '无锡市', '320281': '江阴市' });
  officer = await officerOf(world, '320281');
  colleague = await officerOf(world, '320281');
  base = await registerBase(officer, '320281107001');
});
afterAll(() => world.close());

test('evidence is uploaded once, and read with a record of who read it', async () => {
  const content = '%PDF-1.7\n%%EOF\n';
  const boundary = 'fuhua-boundary';
  const form = [
    `--${boundary}`,
    'content-disposition: form-data; name="file"; filename="会议纪要.pdf"',
    '',
    content,
    `--${boundary}--`,
    '',
  ].join('\r\n');
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const uploaded = await accepted(officer.post('/v1/evidence', form, headers));
  hash = createHash('sha256').update(content).digest('hex');
  expect(uploaded).toEqual({ hash, size: content.length, mediaType: 'application/pdf' });
  const auditor = await world.someone('审计(测试)', { role: 'auditor', reach: { division: '32' } });
  expect((await auditor.get(`/v1/evidence/${hash}`)).text).toBe(content);
  const records = await world.sql(
    `select outcome from access.access_record where subject = '${hash}' and person = '${auditor.person}'`,
  );
  expect(records).toEqual([{ outcome: 'ok' }]);
});

/** Asked for by one officer and approved by another; answers the approval. */
async function override(path: string, decision: string, more: object = {}): Promise<Said> {
  const wish = { decision, outcome: 'granted', reason: '县政府专题会议议定(测试)', ...more };
  const unknown = { ...wish, evidence: ['f'.repeat(64)] };
  const refused = await officer.post(`${path}/request-override`, unknown);
  expect([refused.status, said(refused)['code']]).toEqual([422, 'platform.evidence-unknown']);
  const asked = await accepted(
    officer.post(`${path}/request-override`, { ...wish, evidence: [hash] }),
  );
  const { request } = asked;
  const own = await officer.post(`${path}/approve-override`, { request });
  expect([own.status, said(own)['code']]).toEqual([403, 'override.same-person']);
  return accepted(colleague.post(`${path}/approve-override`, { request }));
}

test('a contract for longer than the rules allow is signed by two officers, and the seat is asked for', async () => {
  const uscc = makeUscc('52320281', 'MJ500601');
  const known = { uscc, name: '江阴市同德社会工作服务中心(测试)', grade: '3A' };
  const { organization } = await graded(officer, '320281', { ...known, validTo: '2026-05-31' });
  await synchronise(officer, organization, today);
  const contract = await prepare(officer, base, organization);
  const path = `/v1/operator-contracts/${contract}`;
  await accepted(officer.post(`${path}/nominate`, nomination(today)));
  const long = terms(today, '2024-04-01', '2026-03-31');
  const refused = await accepted(officer.post(`${path}/sign`, long));
  expect(refused['decision']).toMatchObject({ outcome: 'refused' });
  const approved = await override(path, String(refused['events'][0].id));
  expect((approved['events'] as Said[]).map(({ type }) => type)).toEqual([
    ...['OverrideApproved', 'ContractSigningSought'],
  ]);
  await eventually(
    () => eventsOf(world, contract),
    (types) => types.includes('OperatorContractSigned'),
  );
  const { items } = said(await officer.get(`${path}/overrides`));
  expect(items).toMatchObject([{ before: 'refused', outcome: 'granted', state: 'approved' }]);
});

test('functions outside the set of its level are approved by two officers', async () => {
  const path = `/v1/bases/${base}`;
  const functions = ['space', 'brand'];
  await accepted(officer.post(`${path}/declare-functions`, { functions, on: today }));
  const refused = await accepted(officer.post(`${path}/decide-functions`));
  expect(refused['decision']).toMatchObject({ outcome: 'refused' });
  const stranger = await officerOf(world, '3202');
  const wish = { decision: refused['events'][0].id, outcome: 'granted', reason: 'x' };
  const denied = await stranger.post(`${path}/request-override`, { ...wish, evidence: [hash] });
  expect([denied.status, said(denied)['code']]).toEqual([403, 'registry.not-competent']);
  const approved = await override(path, String(refused['events'][0].id));
  expect((approved['events'] as Said[]).map(({ type }) => type)).toEqual([
    ...['OverrideApproved', 'BaseFunctionSetApproved'],
  ]);
});

test('a base is put under another regime than the table says, by name', async () => {
  const path = `/v1/bases/${base}`;
  await accepted(
    officer.post(`${path}/record-regime-inputs`, {
      ...{ natureDefinable: true, meetsRegistrationConditions: true, areaM2: 900, source },
      ...{ fullTimeStaff: 12, liveIncubatees: 30, yearlyFundsFen: '100000000', on: today },
      ...{ hasCharter: true, hasRegularMeeting: true, hasOwnAccount: true },
    }),
  );
  const classified = await accepted(officer.post(`${path}/classify-regime`));
  const decision = String(classified['events'][0].id);
  const unnamed = { decision, outcome: 'granted', reason: 'x', evidence: [hash], conclusion: {} };
  const refused = await officer.post(`${path}/request-override`, unnamed);
  expect([refused.status, said(refused)['code']]).toEqual([422, 'registry.regime-not-named']);
  const approved = await override(path, decision, { conclusion: { regime: 'B' } });
  expect((approved['events'] as Said[]).map(({ type }) => type)).toEqual([
    ...['OverrideApproved', 'ManagementRegimeClassified'],
  ]);
});
