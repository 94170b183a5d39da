import {
  fold,
  streamOf,
  type BaseId,
  type CaseId,
  type EventId,
  type OrganizationId,
  type Told,
} from '@fuhua/kernel';
import type { Reads } from '@fuhua/platform/event-store';
import { tell } from '@fuhua/platform/handle';
import { caseDecider, incubationCase } from '../src/case/case.decider.ts';
import type { CaseEvent } from '../src/case/case.events.ts';
import type { NotAdmitted } from '../src/case/case-state.decider.ts';
import type { Racer } from './races-cases.suite.ts';

/** What the stored events of cases and guards add up to, by plain counting: no decider has a say in it. */
interface Accounts {
  /** How often each asking event was answered. */
  readonly answers: ReadonlyMap<EventId, number>;
  readonly active: ReadonlySet<CaseId>;
  readonly resident: ReadonlyMap<OrganizationId, ReadonlySet<CaseId>>;
  readonly placed: ReadonlyMap<BaseId, ReadonlySet<CaseId>>;
}

type Store = Pick<Reads, 'readStream'>;

/** Nothing when all is as it must be: each asked case concluded once, nobody twice in, and nothing held for nobody. */
export async function faultsAmong(
  store: Store,
  racers: readonly Racer[],
): Promise<readonly string[]> {
  const accounts = await accountsOf(store, racers);
  const activeOf = (own: (racer: Racer) => boolean): readonly CaseId[] =>
    racers.filter((racer) => own(racer) && accounts.active.has(racer.id)).map(({ id }) => id);
  return [
    ...[...accounts.answers].flatMap(([asked, times]) =>
      times === 1 ? [] : [`${asked} was answered ${times} times`],
    ),
    ...[...new Set(racers.map(({ organization }) => organization))].flatMap((organization) => {
      const active = activeOf((racer) => racer.organization === organization);
      return [
        ...(active.length > 1 ? [`${organization} is active ${active.length} times`] : []),
        ...unlike(`residency of ${organization}`, accounts.resident.get(organization), active),
      ];
    }),
    ...[...new Map(racers.map(({ base, capacity }) => [base, capacity]))].flatMap(
      ([base, capacity]) => {
        const active = activeOf((racer) => racer.base === base);
        return [
          ...(active.length > capacity
            ? [`${base} takes in ${active.length} with places for ${capacity}`]
            : []),
          ...unlike(`place of ${base}`, accounts.placed.get(base), active),
        ];
      },
    ),
  ];
}

function unlike(
  what: string,
  held: ReadonlySet<CaseId> = new Set(),
  active: readonly CaseId[],
): readonly string[] {
  return [
    ...[...held].filter((id) => !active.includes(id)).map(() => `${what} is held for nobody`),
    ...active.filter((id) => !held.has(id)).map(() => `${what} is not held`),
  ];
}

async function accountsOf(store: Store, racers: readonly Racer[]): Promise<Accounts> {
  const answers = new Map<EventId, number>();
  const active = new Set<CaseId>();
  const resident = new Map<OrganizationId, Set<CaseId>>();
  const placed = new Map<BaseId, Set<CaseId>>();
  const streams = new Set(
    racers.flatMap(({ id, organization, base }) => [
      ...[streamOf('case', id), streamOf('residency', organization), streamOf('space', base)],
    ]),
  );
  for (const stream of streams) {
    for await (const { id, type, data } of store.readStream(stream)) {
      const said = JSON.parse(data) as Said;
      switch (type) {
        case 'EntryApprovalSought':
          answers.set(id, answers.get(id) ?? 0);
          break;
        case 'EntryApproved':
          active.add(said.case);
          answers.set(said.sought, (answers.get(said.sought) ?? 0) + 1);
          break;
        case 'EntryAdmissionRefused':
          answers.set(said.sought, (answers.get(said.sought) ?? 0) + 1);
          break;
        case 'ResidencyGranted':
          resident.set(said.organization, new Set(resident.get(said.organization)).add(said.case));
          break;
        case 'ResidencyReleased':
          resident.get(said.organization)?.delete(said.case);
          break;
        case 'SpaceAllocated':
          placed.set(said.base, new Set(placed.get(said.base)).add(said.case));
          break;
        case 'SpaceReleased':
          placed.get(said.base)?.delete(said.case);
          break;
      }
    }
  }
  return { answers, active, resident, placed };
}

interface Said {
  readonly case: CaseId;
  readonly organization: OrganizationId;
  readonly base: BaseId;
  readonly sought: EventId;
}

/** What became of a race: who is in, and why each of the others is back where it may be decided again. */
export interface Outcome {
  readonly approved: readonly CaseId[];
  readonly back: readonly (NotAdmitted | undefined)[];
  /** In any other stage. */
  readonly elsewhere: readonly string[];
}

export async function outcomeOf(store: Store, racers: readonly Racer[]): Promise<Outcome> {
  const approved: CaseId[] = [];
  const back: (NotAdmitted | undefined)[] = [];
  const elsewhere: string[] = [];
  for (const { id } of racers) {
    const history: Told[] = [];
    for await (const recorded of store.readStream(streamOf('case', id))) {
      history.push(tell(incubationCase, recorded));
    }
    const state = fold(caseDecider, history as unknown as readonly (Told & CaseEvent)[]);
    if (state.stage === 'approved') approved.push(id);
    else if (state.stage === 'accepted') back.push(state.notAdmitted);
    else elsewhere.push(state.stage);
  }
  return { approved, back, elsewhere };
}
