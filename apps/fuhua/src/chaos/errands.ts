import { randomUUID } from 'node:crypto';
import type { Client } from './client.ts';
import { oneOf } from './random.ts';
import type { Random } from './random.ts';

/** What a client does next: some commands, one after the other. */
export type Errand = (client: Client, random: Random) => Promise<void>;

const persons = '/registry/v1/persons';

/** The errands of one run, after what they stand on was registered. Another kind is one more function here. */
export async function errandsOf(client: Client): Promise<readonly Errand[]> {
  return [ownPerson, await sharedPerson(client), racingAuthority()];
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

function grant(random: Random): object {
  return { role: oneOf(['auditor', 'integrator', 'rater'], random), reach: { division: '320506' } };
}
