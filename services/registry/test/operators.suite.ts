import { randomUUID } from 'node:crypto';
import { eventually as waitUntil } from '@fuhua/platform/test-service';
import { opened, registration, source } from './organizations.suite.ts';
import { said, type Answered, type Said, type Someone, type World } from './world.suite.ts';

/** What specs about operators set up: bureaus' officers, a base, organizations with a grade, terms to sign. */

/** Answers the body of what was accepted. @throws Error otherwise */
export async function accepted(answering: Promise<Answered>): Promise<Said> {
  const answered = await answering;
  if (answered.status > 201) throw new Error(answered.text);
  return said(answered);
}

/** Asks again with the same key while the seat's guard has not answered, as a client does after 202. */
export async function settled(by: Someone, path: string, body: object): Promise<Answered> {
  const key = { 'idempotency-key': randomUUID() };
  for (;;) {
    const answered = await by.post(path, body, key);
    if (answered.status !== 202) return answered;
  }
}

export async function registerBase(
  by: Someone,
  location: string,
  more: object = {},
): Promise<string> {
  const base = await accepted(
    by.post('/v1/bases', {
      ...{ name: '华士镇社会组织孵化基地(测试)', kind: 'incubation-base', level: 'township' },
      ...{ location, establishedOn: '2019-05-06', capacity: 20, source },
      ...more,
    }),
  );
  return String(base['id']);
}

export interface Graded {
  readonly organization: string;
  /** The event that recorded the award. */
  readonly award: string;
}

/** A social work service agency with a grade until `validTo`. */
export async function graded(
  by: Someone,
  division: string,
  { uscc, name, grade, validTo }: { uscc: string; name: string; grade: string; validTo: string },
): Promise<Graded> {
  const organization = await opened(by, registration(uscc, division, name));
  const award = await recordGrade(by, organization, grade, validTo);
  await record(by, organization, 'record-classification', {
    ...{ classification: 'social-work-agency', validFrom: '2021-06-01' },
  });
  return { organization, award };
}

/** Five years to the day before `validTo`, as its plate would say; answers the event's id. */
export function recordGrade(
  by: Someone,
  organization: string,
  grade: string,
  validTo: string,
  validFrom = '2021-06-01',
): Promise<string> {
  return record(by, organization, 'record-grade', {
    ...{ grade, rater: '江阴市民政局(测试)', plateLevel: 'county' },
    ...{ awardedOn: validFrom, validFrom, validTo },
  });
}

export async function synchronise(by: Someone, organization: string, on: string): Promise<void> {
  await record(by, organization, 'record-synchronisation', {
    ...{ registers: ['grades', 'registrations', 'lists'], synchronisedOn: on },
  });
}

/** Answers the id of the event. */
export async function record(
  by: Someone,
  organization: string,
  command: string,
  fact: object,
): Promise<string> {
  const path = `/v1/organizations/${organization}/${command}`;
  const recorded = await accepted(by.post(path, { ...fact, source }));
  return String(recorded['events'][0].id);
}

/** The capability file, submitted and approved; answers the id under which the nomination is made. */
export async function prepare(by: Someone, base: string, operator: string): Promise<string> {
  const path = '/v1/operator-contracts/submit-capability-file';
  const submitted = await accepted(by.post(path, { base, operator, files: ['a'.repeat(64)] }));
  const id = String(submitted['id']);
  await accepted(by.post(`/v1/operator-contracts/${id}/approve-capability-file`));
  return id;
}

export const nomination = (signingDay: string, more: object = {}): object => ({
  ...{ route: 'government-purchase', signingDay, recurring: false },
  term: { start: signingDay, end: signingDay },
  ...more,
});

export const terms = (signedOn: string, start: string, end: string, more: object = {}): object => ({
  ...{ signedOn, start, end, priceFen: '40000000', institutionClass: 'none' },
  kpis: [{ name: '新入壳组织（家）', target: '12' }],
  lines: [{ kind: 'incubation-service', text: '基地日常运营与培育服务' }],
  ...more,
});

/** What happened in a contract's stream, in order. */
export async function eventsOf(world: World, contract: string): Promise<readonly string[]> {
  const rows = await world.sql(
    `select type from history.events where stream = 'operatorcontract-${contract}' order by revision`,
  );
  return rows.map(({ type }) => String(type));
}

/** Reads until the reactions have come so far. @throws Error after two seconds */
export const eventually = <T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> =>
  waitUntil(read, isSo, 80);
