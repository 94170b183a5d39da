import type { Text } from '../user-error.ts';
import { location } from './bases.ts';
import { text } from './cell.ts';
import type { Sent } from './system.ts';
import { bad, required, told, type Fault, type Outcome } from './table.ts';

/** What rows say of things on record, and hear of them. */

/** The columns that name a base. */
export const baseColumns = {
  base: required(told('基地名称', 'base', '已建档的基地', 'of a base on record'), text(200)),
  location: required(
    told('基地所在地区划', 'location', '12 位，到村（社区）', '12 digits, down to the village'),
    location,
  ),
};

export const noSuchBase: Fault = {
  column: baseColumns.base,
  reason: {
    zh: '该地没有此名称的基地，请先导入基地',
    en: 'no base of that name stands there; import bases first',
  },
};

export const noSuchOrganization: Text = {
  zh: '该代码的社会组织尚未建档，请先导入社会组织',
  en: 'no organization with this code is on record; import organizations first',
};

/** Of a row that is one command. */
export function outcomeOf(sent: Sent): Outcome {
  if (sent.is === 'refused') return bad({ reason: sent.reason });
  return { is: sent.is === 'known' ? 'unchanged' : 'kept' };
}
