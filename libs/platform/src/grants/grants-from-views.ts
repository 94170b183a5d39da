import { isInForce, type Day, type PersonId } from '@fuhua/kernel';
import type { DataSource } from 'typeorm';
import type { Grant, Grants } from '../auth/index.ts';
import type { View } from '../views/index.ts';
import { PersonDelegationEntity, PersonGrantEntity, type PersonGrantRow } from './grant-rows.ts';

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

/**
 * Who may do what, read from the service's views of grants and delegations, which follow within milliseconds what was
 * recorded of them; `views` are these two.
 */
export function grantsFromViews(
  views: readonly View[],
  dataSource: () => DataSource,
): GrantsFromViews {
  const names = views.map(({ name }) => name);
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
      if (names.includes(view)) kept.clear();
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
