import { authorityIdOf } from '@fuhua/directory';
import { parseDay, type AuthorityId, type DivisionCode } from '@fuhua/kernel';
import type { Someone, World } from './world.suite.ts';

/** What specs about organizations set up. */

const since = parseDay('2000-01-01');
export const source = { name: '社会组织登记管理信息（测试）' };

export function bureauOf(division: string): AuthorityId {
  return authorityIdOf({ kind: 'civil-affairs', division: division as DivisionCode });
}

/** Registers the civil-affairs bureaus of these divisions. */
export async function openBureaus(
  { administrator }: World,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [division, name] of Object.entries(names)) {
    const { status, text } = await administrator.post('/v1/authorities', {
      ...{ kind: 'civil-affairs', division, name: `${name}民政局(测试)` },
      ...{ officePhone: '025-83590000', validFrom: since },
    });
    if (status !== 201) throw new Error(text);
  }
}

export function officerOf(world: World, division: string): Promise<Someone> {
  const reach = { authority: bureauOf(division) };
  return world.someone('王五(测试)', { role: 'officer', reach });
}

export const registration = (uscc: string, division: string, name: string): object => ({
  ...{ name, form: 'registered', kind: 'social-service-organization', uscc },
  ...{ registrar: { authority: bureauOf(division) }, since: '2020-05-06', source },
});

/** Registers it; answers its id once the code's guard has granted the code. */
export async function opened(by: Someone, body: object): Promise<string> {
  const { status, text, body: said } = await by.post('/v1/organizations', body);
  if (status !== 201) throw new Error(text);
  return String(said['id']);
}
