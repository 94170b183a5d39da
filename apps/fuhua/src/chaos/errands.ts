import type { Client } from './client.ts';
import { oneOf } from './random.ts';
import type { Random } from './random.ts';

/** What a client does next: some commands, one after the other. */
export type Errand = (client: Client, random: Random) => Promise<void>;

const persons = '/registry/v1/persons';

/** The errands of one run, after what they stand on was registered. Another kind is one more function here. */
export async function errandsOf(client: Client): Promise<readonly Errand[]> {
  return [ownPerson, await sharedPerson(client)];
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

function grant(random: Random): object {
  return { role: oneOf(['auditor', 'integrator', 'rater'], random), reach: { division: '320506' } };
}
