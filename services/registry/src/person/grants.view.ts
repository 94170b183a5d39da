import { isInForce, type Day, type PersonId } from '@fuhua/kernel';
import type { Grant, Grants } from '@fuhua/platform/auth';
import type { DataSource } from 'typeorm';
import {
  PersonDelegationEntity,
  personDelegationView,
  PersonGrantEntity,
  personGrantView,
  type PersonGrantRow,
} from './person.view.ts';

/** What is remembered of a person is used for so long at most: another process may project the views. */
const KEPT_MS_MAX = 1_000;
const KEPT_MAX = 10_000;

interface Held {
  readonly grant: PersonGrantRow;
  /** Missing for one's own grant. */
  readonly lent?: { readonly by: PersonId; readonly validFrom: Day; readonly validTo: Day };
}

export interface GrantsFromViews extends Grants {
  /** Rows of this view changed. */
  heardOf(view: string): void;
}

/** The registry's own answer to who may do what: it reads its views, which follow its history within milliseconds. */
export function grantsFromViews(dataSource: () => DataSource): GrantsFromViews {
  const kept = new Map<PersonId, { readonly held: Promise<readonly Held[]>; until: number }>();

  const heldBy = (person: PersonId): Promise<readonly Held[]> => {
    const now = performance.now();
    const known = kept.get(person);
    if (known !== undefined && now < known.until) return known.held;
    const held = readHeld(dataSource(), person);
    kept.delete(person);
    kept.set(person, { held, until: now + KEPT_MS_MAX });
    held.catch(() => kept.delete(person));
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_MAX) break;
      kept.delete(oldest);
    }
    return held;
  };

  return {
    of: async (person, on) => (await heldBy(person)).flatMap((held) => inForce(held, on)),
    heardOf: (view) => {
      if (view === personGrantView.name || view === personDelegationView.name) kept.clear();
    },
  };
}

async function readHeld(dataSource: DataSource, person: PersonId): Promise<readonly Held[]> {
  const grants = dataSource.getRepository(PersonGrantEntity);
  const own = await grants.findBy({ person });
  const lent = await dataSource.getRepository(PersonDelegationEntity).findBy({ delegate: person });
  const borrowed = await Promise.all(
    lent.map(async ({ stream, grant, person: by, validFrom, validTo }) => {
      const found = await grants.findBy({ stream, grant });
      return found.map((one): Held => ({ grant: one, lent: { by, validFrom, validTo } }));
    }),
  );
  return [...own.map((grant): Held => ({ grant })), ...borrowed.flat()];
}

function inForce({ grant, lent }: Held, on: Day): readonly Grant[] {
  const { role, authority, organization, base, division, validFrom } = grant;
  const validTo = grant.validTo ?? undefined;
  if (!isInForce({ validFrom, validTo }, on)) return [];
  if (lent !== undefined && !isInForce(lent, on)) return [];
  const reach = {
    ...(authority !== null && { authority }),
    ...(organization !== null && { organization }),
    ...(base !== null && { base }),
    ...(division !== null && { division }),
  };
  return [
    { role, reach, validFrom, validTo, ...(lent !== undefined && { delegatedFrom: lent.by }) },
  ];
}
