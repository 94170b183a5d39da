import { parseDay, type DivisionCode } from '@fuhua/kernel';
import { makeUscc, type Authority, type Registrar } from '@fuhua/rules';
import { authorityId, eventId, organizationId } from '@fuhua/testing';
import {
  organizationLinkedToCode,
  organizationRegistered,
  type OrganizationEvent,
  type Source,
} from './organization.events.ts';
import type { Act } from './record.decider.ts';

/** Whom and what the slice's specs speak of. */

export const day = parseDay;
export const sunny = organizationId('sunny');
export const rainy = organizationId('rainy');
export const code = makeUscc('52320506', 'MJ500001');
export const source: Source = { name: '登记信息（测试）' };
export const proven: Source = { ...source, evidence: ['a'.repeat(64)] };

export const division = (text: string): DivisionCode => text as DivisionCode;

const province = bureau('province', '32');
const city = bureau('city', '3205', province);
export const wuzhong = bureau('county', '320506', city, province);
export const suzhou: Authority = city;
export const gusu = bureau('county', '320508', city, province);

function bureau(
  level: Authority['level'],
  code: string,
  ...above: readonly Authority[]
): Authority {
  return {
    id: authorityId(code),
    kind: 'civil-affairs',
    level,
    division: division(code),
    above: above.map(({ id }) => id),
  };
}

export const at = (authority: Authority): Registrar => ({ at: 'authority', authority });
export const refTo = ({ id, division: of }: Authority) =>
  ({ at: 'authority', authority: id, division: of }) as const;

/** Wuzhong's officer, on 2026-06-30. */
export const act: Act = {
  acting: wuzhong,
  registrar: at(wuzhong),
  today: day('2026-06-30'),
};

export const profile = {
  name: '吴中区阳光社区服务中心（测试）',
  domicile: { division: division('320506104'), address: '测试路1号' },
};

const opening = { organization: sunny, ...profile, registrar: refTo(wuzhong), source };

/** Registered on 2022-03-01 as a social service organization. */
export const registeredSunny: readonly OrganizationEvent[] = [
  organizationRegistered({
    ...opening,
    since: day('2022-03-01'),
    body: { form: 'registered', kind: 'social-service-organization', uscc: code },
  }),
  organizationLinkedToCode({
    organization: sunny,
    kind: 'social-service-organization',
    uscc: code,
    registrar: refTo(wuzhong),
    registeredOn: day('2022-03-01'),
    sought: eventId('asked'),
    grantedBy: eventId('granted'),
  }),
];

/** Filed on 2022-03-01 with a township of Wuzhong. */
export const filedSunny = organizationRegistered({
  ...opening,
  since: day('2022-03-01'),
  body: { form: 'filed', township: division('320506104') },
});

/** A team since 2022-03-01. */
export const preparingSunny = organizationRegistered({
  ...opening,
  since: day('2022-03-01'),
  body: { form: 'preparing', corePersons: 3, intendedKind: 'social-service-organization' },
});
