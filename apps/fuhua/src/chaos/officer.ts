import type { Client } from './client.ts';

/** Somebody who may act for a bureau. */
export interface Appointed {
  readonly person: string;
  readonly authority: string;
}

const division = '320506';

/** Registers a bureau and its first officer. */
export async function appointOfficer(administrator: Client): Promise<Appointed> {
  const authority = await administrator.send('/registry/v1/authorities', {
    kind: 'civil-affairs',
    division,
    name: '吴中区民政局',
    officePhone: '0512-65221234',
    validFrom: '2020-01-01',
  });
  const person = await administrator.send('/registry/v1/persons', { name: '沈岚' });
  if (authority === undefined || person === undefined) throw new Error('refused without a reason');
  const reach = { authority: authority.id, division };
  await administrator.send(`/registry/v1/persons/${person.id}/grant-role`, {
    role: 'officer',
    reach,
  });
  return { person: person.id, authority: authority.id };
}
