import {
  knownAuthorityView,
  knownBaseView,
  knownFilingDeadlineView,
  knownOrganizationView,
  knownZoneMappingView,
  baseOn,
  type FactRow,
} from '@fuhua/directory';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { categoryOf, parseDay, type Told } from '@fuhua/kernel';
import { memoryStore, type Recorded } from '@fuhua/platform/event-store';
import { publicationOf } from '@fuhua/platform/feed';
import { tell } from '@fuhua/platform/handle';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import type { View, ViewRow } from '@fuhua/platform/views';
import { published, registry } from '@fuhua/registry';
import { shippedRuleSets } from '@fuhua/rules';
import { writeProvince } from './write.ts';

/** Whoever folds registry's topic comes to what registry folds from its own history. */

type Row = Readonly<Record<string, unknown>>;
const size = {
  ...{ seed: 7, scale: 0.03, ruleSets: shippedRuleSets, knownThrough: {} },
  ...{ from: parseDay('2023-01-01'), to: parseDay('2025-12-31') },
};

/** By stream: what registry stored, and what it tells others. */
const stored = new Map<string, Told[]>();
const told = new Map<string, Told[]>();

beforeAll(async () => {
  const store = memoryStore();
  const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
  await writeProvince({ ...size, store, privacy });
  const recorded: Recorded[] = [];
  for await (const event of store.readAll()) recorded.push(event);
  for (const event of recorded) {
    const { slice } = published.find((one) => one.slice.category === categoryOf(event.stream))!;
    const own = tell(slice, event);
    push(stored, event.stream, own);
    const publication = await publicationOf(published, store, event);
    if (publication === 'private') continue;
    const { type, data } = publication.event;
    push(told, event.stream, { ...own, type, data: data as Told['data'] });
  }
}, 60_000);

function push(streams: Map<string, Told[]>, stream: string, event: Told): void {
  streams.set(stream, [...(streams.get(stream) ?? []), event]);
}

function rowsOf(view: View, streams: ReadonlyMap<string, readonly Told[]>): Map<string, Row[]> {
  const rows = new Map<string, Row[]>();
  for (const [stream, events] of streams) {
    if (categoryOf(stream as `${string}-${string}`) !== view.source.category) continue;
    let folded: readonly ViewRow[] = [];
    for (const event of events) {
      folded = view.fold(folded, event);
    }
    if (folded.length > 0) rows.set(stream, folded as unknown as Row[]);
  }
  return rows;
}

const ownView = (name: string): View => registry.views.find((one) => one.name === name)!;
const asView = (view: unknown): View => view as View;
const without =
  (...fields: readonly string[]) =>
  (row: Row): Row =>
    Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field)));

describe('folded from the topic as from the history', () => {
  test('every fact about every organization but those that registry keeps to itself', () => {
    const kept = ['head', 'code-sought'];
    const open = ([stream, rows]: readonly [string, readonly Row[]]): readonly [string, Row[]] => [
      stream,
      (rows as unknown as readonly FactRow[])
        .filter(({ kind }) => !kept.includes(kind))
        .map((row) => without('source')(row as unknown as Row)),
    ];
    const own = [...rowsOf(ownView('organization_fact'), stored)].map(open);
    const heard = [...rowsOf(asView(knownOrganizationView), told)].map(open);
    expect(own.length).toBeGreaterThan(100);
    expect(heard.map(([stream, rows]) => [stream, rows.map(withoutReasons)])).toEqual(
      own.map(([stream, rows]) => [stream, rows.map(withoutReasons)]),
    );
  });

  test.each([
    ['filing_deadline', asView(knownFilingDeadlineView), []],
    ['zone_mapping', asView(knownZoneMappingView), ['document']],
  ] as const)('every row of %s', (name, known, kept) => {
    const own = [...rowsOf(ownView(name), stored).values()].flat().map(without(...kept));
    const heard = [...rowsOf(known, told).values()].flat().map(without(...kept));
    expect(own.length).toBeGreaterThan(0);
    expect(heard).toEqual(own);
  });

  test('every authority with its names', () => {
    const kept = without('contact', 'officePhone', 'successor', 'acknowledged');
    const own = [...rowsOf(ownView('authority'), stored).values()].flat().map(kept);
    expect([...rowsOf(asView(knownAuthorityView), told).values()].flat()).toEqual(own);
  });

  test('every base as it stands at the end of the span', () => {
    const own = [...rowsOf(ownView('base'), stored).values()].flat();
    const heard = [...rowsOf(asView(knownBaseView), told).values()].flat();
    expect(own.length).toBeGreaterThan(10);
    const fields = ['base', 'kind', 'sponsor', 'name', 'level', 'location', 'capacity', 'stage'];
    const shown = (row: Row): Row => ({
      ...Object.fromEntries(fields.map((field) => [field, row[field] ?? null])),
      functions: row['functions'] ?? null,
    });
    const standing = heard.map((row) => baseOn(row as never, size.to) as unknown as Row);
    expect(standing.map(shown)).toEqual(own.map(shown));
  });
});

/** Why a register says so, registry keeps; the fact itself is the same. */
function withoutReasons(row: Row): Row {
  return { ...row, data: without('reason', 'document')(row['data'] as Row) };
}
