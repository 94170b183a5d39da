import { randomUUID } from 'node:crypto';
import { makeUscc } from '@fuhua/rules';
import type { Client } from './client.ts';
import { oneOf } from '../random.ts';
import type { Random } from '../random.ts';

/** What a client does next: some commands, one after the other. */
export type Errand = (client: Client, random: Random) => Promise<void>;

const persons = '/registry/v1/persons';

/** Who sends the commands that not everybody may send. */
export interface Officer {
  readonly client: Client;
  /** The bureau. */
  readonly authority: string;
}

/** The errands of one run, after what they stand on was registered. Another kind is one more function here. */
export async function errandsOf(client: Client, officer: Officer): Promise<readonly Errand[]> {
  return [ownPerson, await sharedPerson(client), racingAuthority(), racingForCode(officer)];
}

/** A stream of the client's own, from its first event; some come to the end of it, to which a reaction listens. */
const ownPerson: Errand = async (client, random) => {
  const registered = await client.send(persons, { name: '周明', phone: '0512-65221234' });
  const path = `${persons}/${registered?.id ?? ''}`;
  await client.send(`${path}/grant-role`, grant(random));
  if (random() < 0.2) await client.send(`${path}/forget`, { reason: '本人申请' });
};

/** One stream to which all clients write: they overtake one another. */
async function sharedPerson(client: Client): Promise<Errand> {
  const registered = await client.send(persons, { name: '陈静' });
  const path = `${persons}/${registered?.id ?? ''}/grant-role`;
  return async (racing, random) => {
    await racing.send(path, grant(random), ['platform.conflict']);
  };
}

const RACERS = 16;

/** A stream named by what it is about, for which many ask: the first to come has it, the others hear that it is taken. */
function racingAuthority(): Errand {
  const group = randomUUID().slice(0, 8);
  let asked = 0;
  return async (client) => {
    const code = `d-${group}-${String(Math.floor(asked / RACERS))}`;
    asked += 1;
    const authority = {
      kind: 'sponsor',
      division: '320506',
      department: { code, name: '教育' },
      name: '吴中区教育局',
      officePhone: '0512-65221234',
      validFrom: '2024-01-01',
    };
    const taken = ['registry.authority-already-registered', 'platform.conflict'];
    await client.send('/registry/v1/authorities', authority, taken);
  };
}

const REGISTRATIONS = 64;

/**
 * Registrations that race for one code: guard and reactions see to it that one is granted, and the others hear that the
 * code is taken, or at first only that they were asked (202). One race at a time.
 */
function racingForCode({ client, authority }: Officer): Errand {
  let isOn = false;
  return async (bystander, random) => {
    if (isOn) return ownPerson(bystander, random);
    isOn = true;
    const digits = Math.floor(random() * 1e8).toString();
    const organization = {
      name: '吴中区晨光社会工作服务中心',
      form: 'registered',
      kind: 'social-service-organization',
      uscc: makeUscc('52320506', digits.padStart(8, '0')),
      registrar: { authority },
      since: '2024-05-06',
      source: { name: '社会组织法人库' },
    };
    const taken = ['registry.code-taken'];
    const register = (): Promise<unknown> =>
      client.send('/registry/v1/organizations', organization, taken);
    const outcomes = await Promise.allSettled(Array.from({ length: REGISTRATIONS }, register));
    isOn = false;
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  };
}

function grant(random: Random): object {
  return { role: oneOf(['auditor', 'integrator', 'rater'], random), reach: { division: '320506' } };
}
