import type { Entry, Findings } from './audit.ts';

/** An event with what it says, as it is stored. */
export interface Said extends Entry {
  readonly data: Readonly<Record<string, unknown>>;
}

export interface PanelHistories {
  readonly incubation: readonly Said[];
  readonly evaluation: readonly Said[];
}

/**
 * Each request for a panel opened one, which concluded once, and moved its case once. Lost: a step that was not taken.
 * Duplicated: one that was taken again, or that nobody asked for.
 */
export function auditPanels({ incubation, evaluation }: PanelHistories): Findings {
  const requests = valuesOf(incubation, 'EvaluationRequested', 'request');
  const steps = [
    ['PanelOpened', valuesOf(evaluation, 'PanelOpened', 'request')],
    ['PanelConcluded', valuesOf(evaluation, 'PanelConcluded', 'request')],
    ['EvaluationReceived', valuesOf(incubation, 'EvaluationReceived', 'request')],
  ] as const;
  const lost: string[] = [];
  const duplicated: string[] = [];
  for (const [type, taken] of steps) {
    lost.push(...without(requests, taken).map((request) => `${type} of request ${request}`));
    duplicated.push(...again(taken).map((request) => `${type} of request ${request}`));
    const unasked = without(taken, requests);
    duplicated.push(...unasked.map((request) => `${type} of ${request}, which nobody asked for`));
  }
  return { lost, duplicated };
}

/**
 * What guards of residency and places gave, compared with the cases that are in. Lost: what is held for nobody, or is
 * not held. Duplicated: a question answered twice, an organization that is in twice, a base beyond its places. That
 * every question is answered, `audit` sees.
 */
export function auditAdmissions(incubation: readonly Said[]): Findings {
  const approved = incubation.filter(({ type }) => type === 'EntryApproved');
  const answers = [
    ...valuesOf(incubation, 'EntryApproved', 'sought'),
    ...valuesOf(incubation, 'EntryAdmissionRefused', 'sought'),
  ];
  const residents = approved.map(({ data }) => String(data['applicant']));
  const active = new Set(valuesOf(approved, 'EntryApproved', 'case'));
  const residency = held(incubation, 'ResidencyGranted', 'ResidencyReleased');
  const places = held(incubation, 'SpaceAllocated', 'SpaceReleased');
  return {
    lost: [...unlike('residency', residency, active), ...unlike('a place', places, active)],
    duplicated: [
      ...again(answers).map((sought) => `answer to ${sought}`),
      ...again(residents).map((organization) => `residency of ${organization}`),
      ...overfull(incubation, approved),
    ],
  };
}

/** The cases that hold something, by plain counting. */
function held(history: readonly Said[], given: string, back: string): ReadonlySet<string> {
  const cases = new Set<string>();
  for (const { type, data } of history) {
    if (type === given) cases.add(String(data['case']));
    if (type === back) cases.delete(String(data['case']));
  }
  return cases;
}

function unlike(
  what: string,
  holders: ReadonlySet<string>,
  active: ReadonlySet<string>,
): readonly string[] {
  return [
    ...without([...holders], [...active]).map((id) => `${what} is held for ${id}, which is not in`),
    ...without([...active], [...holders]).map((id) => `${what} is not held for ${id}`),
  ];
}

function overfull(history: readonly Said[], approved: readonly Said[]): readonly string[] {
  const capacities = new Map<string, number>();
  for (const { type, data } of history) {
    if (type === 'EntryApprovalSought')
      capacities.set(String(data['base']), Number(data['capacity']));
  }
  return [...capacities].flatMap(([base, capacity]) => {
    const taken = approved.filter(({ data }) => data['base'] === base).length;
    const count = `${String(taken)} with places for ${String(capacity)}`;
    return taken > capacity ? [`base ${base} takes in ${count}`] : [];
  });
}

/** What a topic or a copy holds, compared with what it must hold: each event once and in order. */
export function auditTold(
  where: string,
  expected: readonly string[],
  found: readonly string[],
): Findings {
  const known = new Set(expected);
  const there = new Set(found);
  const once = [...there].filter((id) => known.has(id));
  const inOrder = expected.filter((id) => there.has(id));
  const displaced = once.find((id, index) => id !== inOrder[index]);
  return {
    lost: without(expected, found).map((id) => `${where}: event ${id}`),
    duplicated: [
      ...again(found).map((id) => `${where}: event ${id}`),
      ...without(found, expected).map((id) => `${where}: event ${id} is not public`),
      ...(displaced === undefined ? [] : [`${where}: event ${displaced} is out of order`]),
    ],
  };
}

export function together(findings: readonly Findings[]): Findings {
  return {
    lost: findings.flatMap(({ lost }) => lost),
    duplicated: findings.flatMap(({ duplicated }) => duplicated),
  };
}

function valuesOf(history: readonly Said[], type: string, key: string): readonly string[] {
  return history.filter((said) => said.type === type).map(({ data }) => String(data[key]));
}

function without(values: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return values.filter((value) => !known.has(value));
}

/** Each repetition. */
function again(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}
