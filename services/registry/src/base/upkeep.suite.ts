import {
  catalogue,
  parseDay,
  type DivisionCode,
  type Instant,
  type SharedEvent,
  type Slice,
} from '@fuhua/kernel';
import { newestCalendar, shippedRuleSets } from '@fuhua/rules';
import { authorityId, baseId, eventId, given, type Given, type Standing } from '@fuhua/testing';
import type { Act, BaseOnRecord } from './record.decider.ts';
import type { OtherPart } from './upkeep-on.decider.ts';
import {
  evolveUpkeep,
  initialUpkeep,
  type Upkeep,
  type UpkeepRefusal,
} from './upkeep-record.decider.ts';
import {
  decideUpkeep,
  passUpkeepDeadline,
  upkeepDeadlines,
  type UpkeepCommand,
} from './upkeep.decider.ts';
import { upkeepEvents, type UpkeepEvent } from './upkeep.events.ts';
import type { Source } from './values.events.ts';

/** What the specs of the kept-up part speak of: one base, its part of the history alone. */

export const day = parseDay;
export const source: Source = { name: '基地台账（测试）' };
export const proven: Source = { ...source, evidence: ['a'.repeat(64)] };
export const migrated: Source = { ...source, migrated: true };

const place = (text: string): DivisionCode => text as DivisionCode;
const since = { event: eventId('opening'), since: day('2022-03-01') };

/** 江阴市华士镇, established on 2022-03-01. */
export const huashi: BaseOnRecord = {
  base: baseId('huashi'),
  stage: 'active',
  name: '华士镇社会组织孵化基地（测试）',
  kind: 'incubation-base',
  level: 'township',
  location: place('320281107001'),
  capacity: 20,
  establishedOn: since.since,
  lastOn: since.since,
  namedSince: since.since,
  capacitySince: since.since,
  ...{ opened: since, levelled: since, located: since },
};
export const about = { base: huashi.base };

const jiangyin = {
  id: authorityId('320281'),
  kind: 'civil-affairs',
  level: 'county',
  division: place('320281'),
  above: [authorityId('3202'), authorityId('32')],
} as const;

/** Jiangyin's officer, on 2024-06-28. */
export const act: Act = {
  acting: jiangyin,
  directory: { authorities: [jiangyin] },
  today: day('2024-06-28'),
  ruleSets: shippedRuleSets,
  calendar: newestCalendar(),
  knownThrough: { registry: 'registry:1:10' },
};

type Command = UpkeepCommand | { type: 'PassDeadline'; name: string; now: Instant };

const others: ReadonlySet<OtherPart> = new Set(['level', 'location', 'capacity'] as const);

const slice: Slice<Upkeep, Command, UpkeepEvent, UpkeepRefusal> = {
  category: 'base',
  events: catalogue(...upkeepEvents),
  decider: {
    initial: initialUpkeep,
    decide: (command, state) =>
      command.type === 'PassDeadline'
        ? passUpkeepDeadline(command, huashi, state)
        : decideUpkeep(command, huashi, state, others),
    evolve: evolveUpkeep,
    deadlines: (state) => upkeepDeadlines(huashi, state),
  },
};

/** What was recorded of the base before. */
export const after = (
  ...events: readonly Given<UpkeepEvent | SharedEvent>[]
): Standing<Upkeep, Command, UpkeepEvent, UpkeepRefusal> => given(slice, ...events);
