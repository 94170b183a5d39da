import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeUscc } from '@fuhua/rules';
import { openWorld, said, type Answered, type Someone, type World } from './world.suite.ts';

let world: World;
let officer: Someone;
let suzhou: string;
beforeAll(async () => {
  world = await openWorld();
  suzhou = await bureau('32', '江苏省民政厅', '3205', '苏州市民政局');
  officer = await world.someone('苏州经办人', {
    role: 'officer',
    reach: { authority: suzhou, division: '3205' },
  });
});
afterAll(async () => {
  await world.close();
});

/** Registers bureaus by code and name; answers the id of the last. */
async function bureau(...pairs: readonly string[]): Promise<string> {
  let id = '';
  for (let n = 0; n < pairs.length; n += 2) {
    const registered = await world.administrator.post('/v1/authorities', {
      kind: 'civil-affairs',
      division: pairs[n],
      name: pairs[n + 1],
      officePhone: '025-83590000',
      validFrom: '2000-01-01',
    });
    if (registered.status !== 201) throw new Error(registered.text);
    id = String(registered.body['id']);
  }
  return id;
}

const codes = Array.from({ length: 40 }, (_, n) =>
  makeUscc('52320500', `MJ9${String(n).padStart(5, '0')}`),
);
let used = 0;
const freshCode = (): string => codes[used++] ?? '';

const registration = (uscc: string, name = '同心社(测试)'): object => ({
  name,
  form: 'registered',
  kind: 'social-service-organization',
  uscc,
  registrar: { authority: suzhou },
  since: '2020-05-06',
  source: { name: '社会组织登记簿' },
});
const filed = {
  form: 'filed',
  township: '320506104',
  registrar: { authority: '' },
  since: '2021-01-04',
};

const typesOf = (answered: Answered): readonly string[] =>
  (said(answered)['events'] as { type: string }[]).map(({ type }) => type);

/** Everything that the history holds of streams of a category. */
async function history(category: string): Promise<readonly { stream: string; type: string }[]> {
  const rows = await world.sql(
    `select stream, type from history.events where stream like '${category}-%' order by position`,
  );
  return rows as unknown as readonly { stream: string; type: string }[];
}

/** Asks again with the same key while the guard has not answered, as a client does after 202. */
async function settled(body: object, key: string): Promise<Answered> {
  for (;;) {
    const answered = await officer.post('/v1/organizations', body, { 'idempotency-key': key });
    if (answered.status !== 202) return answered;
  }
}

describe('one code, one organization', () => {
  test('a registration is answered once the guard has granted the code', async () => {
    const answered = await officer.post('/v1/organizations', registration(freshCode()));
    expect([answered.status, typesOf(answered)]).toEqual([
      201,
      ['CodeSought', 'OrganizationRegistered', 'OrganizationLinkedToCode'],
    ]);
    expect(said(answered)).toMatchObject({ revision: 2 });
  });

  test('of 64 racing registrations one is granted, and 63 are told who holds the code', async () => {
    const uscc = freshCode();
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) => settled(registration(uscc), `race-${String(n)}`)),
    );
    const granted = answers.filter(({ status }) => status === 201);
    expect(granted).toHaveLength(1);
    const holder = said(granted[0]!)['id'];
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(63);
    for (const one of refused) {
      expect([one.status, said(one)['code']]).toEqual([409, 'registry.code-taken']);
      expect(said(one)).toMatchObject({ holder, uscc });
    }
    const guard = (await history('uscc')).filter(({ stream }) => stream === `uscc-${uscc}`);
    expect(guard.filter(({ type }) => type === 'CodeTaken')).toHaveLength(1);
    expect(guard.filter(({ type }) => type === 'CodeRefused')).toHaveLength(63);
  });

  test('the same request, repeated with its key, has the same answer', async () => {
    const key = { 'idempotency-key': 'register-once' };
    const body = registration(freshCode());
    const first = await officer.post('/v1/organizations', body, key);
    const again = await officer.post('/v1/organizations', body, key);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
  });

  test('a filed body is linked to its code later and keeps its record; a taken code leaves it as it was', async () => {
    const taken = freshCode();
    await officer.post('/v1/organizations', registration(taken));
    const opened = await officer.post('/v1/organizations', {
      ...filed,
      name: '邻里互助队(测试)',
      registrar: { authority: suzhou },
      source: { name: '备案表' },
    });
    expect([opened.status, typesOf(opened)]).toEqual([201, ['OrganizationRegistered']]);
    const path = `/v1/organizations/${String(said(opened)['id'])}/link-to-code`;
    const link = (uscc: string): Promise<Answered> =>
      officer.post(path, {
        kind: 'social-service-organization',
        uscc,
        registeredOn: '2023-03-01',
        registrar: { authority: suzhou },
        source: { name: '登记证书' },
      });
    const refused = await link(taken);
    expect([refused.status, said(refused)['code']]).toEqual([409, 'registry.code-taken']);
    const linked = await link(freshCode());
    expect([linked.status, typesOf(linked)]).toEqual([
      200,
      ['CodeSought', 'OrganizationLinkedToCode'],
    ]);
    const again = await link(freshCode());
    expect([again.status, said(again)['code']]).toEqual([409, 'registry.already-linked']);
  });

  test('a record made by mistake gives its code back', async () => {
    const uscc = freshCode();
    const mistaken = await officer.post('/v1/organizations', registration(uscc, '误建(测试)'));
    const path = `/v1/organizations/${String(said(mistaken)['id'])}/void`;
    const voided = await officer.post(path, { reason: '重复录入', source: { name: '核查记录' } });
    expect(voided.status).toBe(200);
    let next = await officer.post('/v1/organizations', registration(uscc));
    while (said(next)['code'] === 'registry.code-taken') {
      next = await officer.post('/v1/organizations', registration(uscc));
    }
    expect(next.status).toBe(201);
  });
});

describe('what is refused at once', () => {
  test.each([
    ['53100000500020462H', 'position 18 should be K'],
    ['531000005000074012', 'position 18 should be D'],
    ['51100000500000024G', 'position 17 should be 3'],
    ['5232050000000000', 'must have 18 characters'],
    ['52320500MJ900000O5', 'position 17 holds a character that no code has'],
  ])('the code %s: %s', async (uscc, message) => {
    const answered = await officer.post('/v1/organizations', registration(uscc), {
      'accept-language': 'en',
    });
    expect([answered.status, said(answered)['code']]).toEqual([400, 'platform.invalid-input']);
    expect(said(answered)['errors'][0]).toMatchObject({ field: 'uscc' });
    expect(said(answered)['errors'][0].message).toContain(message);
  });

  test('fields of another form, or none of its own, each by name', async () => {
    const answered = await officer.post('/v1/organizations', {
      ...registration(freshCode()),
      form: 'filed',
    });
    const fields = (said(answered)['errors'] as { field: string }[]).map(({ field }) => field);
    expect(fields.sort()).toEqual(['kind', 'township', 'uscc']);
  });

  test('an officer of another bureau, with rule, clause and the competent authority, on the record', async () => {
    const wuxi = await bureau('3202', '无锡市民政局');
    const foreigner = await world.someone('无锡经办人', {
      role: 'officer',
      reach: { authority: wuxi, division: '3202' },
    });
    const before = (await history('organization')).length;
    const tried = await foreigner.post('/v1/organizations', registration(freshCode()));
    expect([tried.status, said(tried)]).toMatchObject([
      403,
      {
        code: 'registry.not-competent',
        rule: 'R-JUR-01',
        clause: '五(二)-1',
        competentAuthority: suzhou,
      },
    ]);
    expect(await history('organization')).toHaveLength(before);
    const records = await world.sql(
      `select outcome, rule, clause from access.access_record where person = '${foreigner.person}'`,
    );
    expect(records).toEqual([
      { outcome: 'registry.not-competent', rule: 'R-JUR-01', clause: '五(二)-1' },
    ]);
  });
});
