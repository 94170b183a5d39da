import { authorities } from './authorities.ts';
import { bases } from './bases.ts';
import { cases } from './cases.ts';
import { contracts } from './contracts.ts';
import { facts } from './facts.ts';
import { organizations } from './organizations.ts';
import { UserError } from '../user-error.ts';
import { kindOf, type Kind } from './table.ts';

/** What can be imported, in the order in which a province is entered. */
export const kinds: readonly Kind[] = [
  kindOf(authorities),
  kindOf(organizations),
  kindOf(facts),
  kindOf(bases),
  kindOf(contracts),
  kindOf(cases),
];

/** @throws UserError that names those there are */
export function kindNamed(name: string): Kind {
  const found = kinds.find(({ kind }) => kind === name);
  if (found !== undefined) return found;
  const known = kinds.map(({ kind }) => kind);
  throw new UserError({
    zh: `没有名为 ${name} 的类别；可选：${known.join('、')}。`,
    en: `There is no kind ${name}; there are ${known.join(', ')}.`,
  });
}
