import type { Day, DivisionCode } from '@fuhua/kernel';
import { division } from '../divisions/divisions.ts';
import type { Text } from '../result.ts';
import type { Authority } from './authority.ts';

/** Code and, where one is on record that day, name of a division: 鼓楼区 alone would be two. */
export function placeText(code: DivisionCode, day: Day): Text {
  const name = division(code, day)?.name;
  return name === undefined
    ? { zh: ` ${code} `, en: code }
    : { zh: `${name}（${code}）`, en: `${code} ${name}` };
}

export function officeText(
  { kind, division: code, department = '' }: Pick<Authority, 'kind' | 'division' | 'department'>,
  day: Day,
): Text {
  const { zh, en } = placeText(code, day);
  switch (kind) {
    case 'civil-affairs':
      return { zh: `${zh}民政部门`, en: `the civil-affairs bureau of ${en}` };
    case 'sponsor':
      return { zh: `${zh}业务主管单位（${department}）`, en: `the sponsor ${department} of ${en}` };
  }
}
