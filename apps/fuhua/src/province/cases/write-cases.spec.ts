import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  categoryOf,
  dayOf,
  fold,
  isSealed,
  parseDay,
  startOfDay,
  type Day,
  type DivisionCode,
} from '@fuhua/kernel';
import { incubation, incubationCase } from '@fuhua/incubation';
import { memoryStore, type EventStore, type Recorded } from '@fuhua/platform/event-store';
import { commandIdOfReaction, metadataOf, tell, type CommandContext } from '@fuhua/platform/handle';
import { memoryKeys, openPrivacy, randomMasterKey, type Privacy } from '@fuhua/platform/privacy';
import { platformActor, type Reaction } from '@fuhua/platform/reactions';
import type { ServicePorts } from '@fuhua/platform/service';
import { rerun, type Decision } from '@fuhua/rules';
import { writeProvince } from '../write.ts';
import { writeCases } from './write-cases.ts';

/** The cases of 南京's bureaus; of one county where they are told twice. */
const to = parseDay('2025-12-31');
const size = { seed: 11, scale: 0.36, from: parseDay('2023-01-01'), to, knownThrough: {} };
const within = '3201' as DivisionCode;
const county = '320115' as DivisionCode;

interface Stores {
  readonly incubation: EventStore;
  readonly evaluation: EventStore;
}

let privacy: Privacy;
let registry: EventStore;
let stores: Stores;
/** Of all cases, plans, guards and local rules; and of all panels. */
let cases: readonly Recorded[];
let panels: readonly Recorded[];

beforeAll(async () => {
  privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
  registry = memoryStore();
  await writeProvince({ ...size, within, store: registry, privacy });
  stores = await told(within);
  cases = await all(stores.incubation);
  panels = await all(stores.evaluation);
}, 120_000);

async function told(there: DivisionCode): Promise<Stores> {
  const written = { incubation: memoryStore(), evaluation: memoryStore() };
  await writeCases({ ...size, ...written, within: there, registry, privacy });
  return written;
}

async function all(store: EventStore): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  for await (const event of store.readAll()) recorded.push(event);
  return recorded;
}

type Data = Readonly<Record<string, unknown>>;
const dataOf = ({ data }: Recorded): Data => JSON.parse(data) as Data;
const daysOf = (event: Recorded): Day => dayOf(metadataOf(event).recordedAt);
const of = (type: string): readonly Recorded[] => cases.filter((event) => event.type === type);

test('the same seed gives the same events, at the same revisions, with the same ids and words', async () => {
  const words = async (): Promise<readonly string[]> => {
    const written = await told(county);
    const events = [...(await all(written.incubation)), ...(await all(written.evaluation))];
    return events.map(({ stream, revision, id, metadata, data }) => {
      const open = JSON.stringify(JSON.parse(data), (_, value: unknown) =>
        isSealed(value) ? 'sealed' : value,
      );
      const digest = createHash('sha256').update(metadata).update(open).digest('hex');
      return [stream, revision, id, digest].join(' ');
    });
  };
  const first = await words();
  expect(first.length).toBeGreaterThan(200);
  expect(await words()).toEqual(first);
}, 60_000);

test('every stream is told in order of time', () => {
  const last = new Map<string, string>();
  for (const event of [...cases, ...panels]) {
    const { recordedAt } = metadataOf(event);
    expect(recordedAt >= (last.get(event.stream) ?? '')).toBe(true);
    last.set(event.stream, recordedAt);
  }
});

/** From the approval up to the day of the end, by what the case itself says. */
interface Stay {
  readonly applicant: unknown;
  readonly base: unknown;
  readonly mode: unknown;
  readonly capacity: number;
  readonly from: Day;
  residentUntil?: Day;
  placeUntil?: Day;
}

const ends: readonly string[] = [
  ...['EntryLapsed', 'EntryApprovalWithdrawn', 'EndedWithoutGraduation'],
  ...['VoluntaryExitRecorded', 'Graduated'],
];

function stays(): readonly Stay[] {
  const found = new Map<string, Stay>();
  const sought = new Map<string, Data>();
  for (const event of cases.filter(({ stream }) => categoryOf(stream) === 'case')) {
    const [day, { stream, type }] = [daysOf(event), event];
    if (type === 'EntryApprovalSought') sought.set(stream, dataOf(event));
    if (type === 'EntryApproved') {
      const { applicant, base, mode, capacity } = sought.get(stream)!;
      found.set(stream, { applicant, base, mode, capacity: Number(capacity), from: day });
    }
    const stay = found.get(stream);
    if (stay === undefined) continue;
    if (ends.includes(type) || type === 'EarlyExitBecameFinal') stay.residentUntil = day;
    if (ends.includes(type) || type === 'HandoverCompleted') stay.placeUntil = day;
  }
  return [...found.values()];
}

describe('who is in incubation, from the events of the cases alone', () => {
  const isOn = (day: Day, from: Day, until: Day | undefined): boolean =>
    from <= day && (until === undefined || day < until);

  test('nobody has two active cases in shell on any day', () => {
    const inShell = stays().filter(({ mode }) => mode === 'in-shell');
    expect(inShell.length).toBeGreaterThan(30);
    for (const { from, applicant } of inShell) {
      const active = inShell.filter(
        (one) => one.applicant === applicant && isOn(from, one.from, one.residentUntil),
      );
      expect(active).toHaveLength(1);
    }
  });

  test('no base is over capacity on any day', () => {
    const inShell = stays().filter(({ mode }) => mode === 'in-shell');
    const held = inShell.map(({ from, base, capacity }) => ({
      capacity,
      count: inShell.filter((one) => one.base === base && isOn(from, one.from, one.placeUntil))
        .length,
    }));
    expect(held.filter(({ count, capacity }) => count > capacity)).toEqual([]);
    expect(Math.max(...held.map(({ count }) => count))).toBeGreaterThan(2);
  });
});

describe('decisions', () => {
  const decisions = (): readonly Decision[] =>
    [...cases, ...panels].flatMap((event) => {
      const { decision, textDecision, cureDecision } = dataOf(event) as Record<string, Decision>;
      return [decision, textDecision, cureDecision].filter((one) => one !== undefined);
    });

  test('each is made again from what it stored, to the letter', () => {
    expect(decisions().length).toBeGreaterThan(500);
    for (const decision of decisions()) expect(rerun(decision)).toEqual(decision);
  });

  test('every procedure has each of its outcomes, and rests on what registry told', () => {
    const found = new Set(decisions().map(({ procedure, outcome }) => `${procedure} ${outcome}`));
    for (const one of [
      ...['case.application granted', 'case.application refused'],
      ...['case.application insufficient-evidence', 'case.entry granted', 'case.entry refused'],
      ...['case.midterm granted', 'case.midterm refused', 'case.pause granted'],
      ...['case.pause refused', 'case.extension granted', 'case.graduation granted'],
      ...['case.graduation refused', 'exit.notice granted', 'exit.notice refused'],
      ...['exit.decision granted', 'exit.handover granted', 'plan.approval granted'],
      ...['panel.raters granted', 'panel.raters-without-operator refused'],
    ]) {
      expect([one, found.has(one)]).toEqual([one, true]);
    }
  });

  test('their sources are events of registry and of the case itself', async () => {
    const known = new Set([...(await all(registry)), ...cases, ...panels].map(({ id }) => id));
    const sources = decisions().flatMap(({ facts }) =>
      Object.values(facts).flatMap((fact) => fact.sources),
    );
    expect(sources.length).toBeGreaterThan(1_000);
    expect(sources.filter((id) => !known.has(id))).toEqual([]);
  });
});

test('cases end in every way, and some still run', () => {
  const by = (type: string, field: string): readonly unknown[] =>
    [...new Set(of(type).map((event) => dataOf(event)[field]))].sort();
  expect(by('EntryRejected', 'automatic')).toEqual([false, true]);
  expect(by('EntryLapsed', 'because')).toEqual(['agreement-overdue', 'gaps-open']);
  expect(by('NoticeObjectionAnswered', 'upheld')).toEqual([false, true]);
  expect(by('MidtermEvaluated', 'band')).toEqual(['continue', 'improve', 'warn']);
  expect(by('VoluntaryExitRecorded', 'how')).toEqual(['no-application', 'on-request']);
  expect(by('Graduated', 'band')).toEqual(['conditions', 'excellent', 'graduate']);
  for (const type of [
    ...['EntryAdmissionRefused', 'EntryApprovalWithdrawn', 'EndedWithoutGraduation'],
    ...['EarlyExitRescinded', 'EarlyExitBecameFinal', 'HandoverCompleted', 'CaseResumed'],
    ...['MilderMeasureDecided', 'ReviewDecided', 'FollowUpChecked', 'ExtensionGranted'],
  ]) {
    expect([type, of(type).length > 0]).toEqual([type, true]);
  }
  const started = of('IncubationStarted').length;
  const ended = stays().filter(({ residentUntil }) => residentUntil !== undefined).length;
  expect(ended).toBeLessThan(started);
});

describe('after it, nothing is left to do', () => {
  test('no deadline of a case is due by the end of the span', () => {
    const streams = new Map<string, Recorded[]>();
    for (const event of cases.filter(({ stream }) => categoryOf(stream) === 'case')) {
      streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
    }
    for (const [stream, events] of streams) {
      const state = fold(
        incubationCase.decider as never,
        events.map((event) => tell(incubationCase, event) as never),
      );
      const open = incubationCase.decider.deadlines?.(state as never) ?? [];
      const due = open.filter((deadline) => deadline.due <= startOfDay(to));
      expect([stream, due]).toEqual([stream, []]);
    }
  });

  test('each reaction inside the service finds its answer given', async () => {
    const store = stores.incubation;
    const before = await store.head();
    const reactions = incubation.reactions({ store, privacy } as unknown as ServicePorts);
    let answered = 0;
    for (const reaction of reactions) {
      for (const event of cases.filter((one) => isHeard(reaction, one))) {
        const answer = await reaction.react(tell(reaction.on, event), contextOf(reaction, event));
        expect([event.stream, event.type, answer === 'ignored' || answer.ok]).toEqual([
          ...[event.stream, event.type, true],
        ]);
        answered += 1;
      }
    }
    expect(answered).toBeGreaterThan(100);
    expect(await store.head()).toBe(before);
  }, 60_000);

  test('each request has its panel, and each conclusion is in its case, by the ids of the reactions', () => {
    const sent = new Set([...cases, ...panels].map((event) => metadataOf(event).commandId));
    const asked = of('EvaluationRequested').map(({ id }) => ['evaluation-requested', id] as const);
    const concluded = panels
      .filter(({ type }) => type === 'PanelConcluded')
      .map(({ id }) => ['panel-concluded', id] as const);
    expect(concluded.length).toBeGreaterThan(50);
    for (const [group, id] of [...asked, ...concluded]) {
      expect([group, sent.has(commandIdOfReaction(group, id))]).toEqual([group, true]);
    }
  });

  function isHeard({ on, types }: Reaction, { stream, type }: Recorded): boolean {
    return categoryOf(stream) === on.category && types.includes(type);
  }

  function contextOf({ group }: Reaction, event: Recorded): CommandContext {
    const { correlationId } = metadataOf(event);
    return {
      ...{ commandId: commandIdOfReaction(group, event.id), keyed: true, correlationId },
      ...{ actor: platformActor, now: startOfDay(to), causationId: event.id },
    };
  }
});
