import type { Day, DivisionCode } from '@fuhua/kernel';
import type { EventStore } from '@fuhua/platform/event-store';
import type { Privacy } from '@fuhua/platform/privacy';
import { shippedRuleSets, type RuleSet } from '@fuhua/rules';
import type { BasePlan } from './base-plans.ts';
import { baseOf, type BaseTold } from './bases.ts';
import { contractOf, contractPlanOf } from './contracts.ts';
import { officesOf, type Offices } from './offices.ts';
import { organizationOf, type OrganizationPlan } from './organizations.ts';
import { BASES_OF_AN_OPERATOR, bureausWithin, plannedAt } from './planned.ts';
import type { AnyStory, Writer } from './story.ts';

export interface ProvinceOptions {
  readonly store: Pick<EventStore, 'append'>;
  readonly privacy: Privacy;
  /** Those shipped, unless others are given. */
  readonly ruleSets?: readonly RuleSet[];
  /** Of decisions: how far the history was known before. */
  readonly knownThrough: Readonly<Record<string, string>>;
  /** A whole number from 0 to 4294967295: the same province for the same seed, scale and span. */
  readonly seed: number;
  /** 1: 109 bureaus, about 450 bases, 5,000 organizations, 40,000 facts. The bureaus are the same at every scale. */
  readonly scale: number;
  readonly from: Day;
  readonly to: Day;
  /** Only what the bureaus of that division and below it decide about; the offices are all there. The whole province without it. */
  readonly within?: DivisionCode;
  /** Streams under way at once. */
  readonly writers?: number;
  readonly signal?: AbortSignal;
  readonly onWritten?: (written: Written) => void;
}

/** What was written so far. */
export interface Written {
  readonly streams: number;
  readonly events: number;
  /** Streams by category. */
  readonly byCategory: Readonly<Record<string, number>>;
}

const WRITERS = 64;

/** One thing to be told and written, with what has to be told before it. */
type Job = () => Promise<readonly AnyStory[]>;

/**
 * A synthetic province, decided by the deciders as its officers would have asked day by day, stream by stream: what is
 * in memory at once does not grow with the scale. Each event is recorded on its own day, so positions are in no order of
 * time across streams. Every name says that it is a test.
 * @throws WrongRevision when the history already holds a stream of this seed; OutcomeUnknown, Unavailable
 */
export async function writeProvince(options: ProvinceOptions): Promise<Written> {
  const { store, privacy, seed, from, to, signal, onWritten } = options;
  const { knownThrough, ruleSets = shippedRuleSets } = options;
  const writer: Writer = { seed, privacy, knownThrough, ruleSets };
  const { offices, stories } = await officesOf(writer, { from, to });
  const byCategory: Record<string, number> = {};
  let written: Written = { streams: 0, events: 0, byCategory };
  const write = async (told: readonly AnyStory[]): Promise<void> => {
    for (const { category, draft } of told) {
      const events = await draft.append(store);
      byCategory[category] = (byCategory[category] ?? 0) + 1;
      written = { streams: written.streams + 1, events: written.events + events, byCategory };
    }
    onWritten?.(written);
  };
  for (const story of stories) await write([story]);
  const jobs = jobsOf(writer, offices, options);
  const work = async (): Promise<void> => {
    for (const job of jobs) {
      signal?.throwIfAborted();
      await write(await job());
    }
  };
  await Promise.all(Array.from({ length: options.writers ?? WRITERS }, work));
  return written;
}

function* jobsOf(writer: Writer, offices: Offices, options: ProvinceOptions): Generator<Job> {
  for (const bureau of bureausWithin(offices, options)) {
    const { others, special, operators, operated } = plannedAt(writer, offices, bureau, options);
    for (const plan of others) {
      yield async () => (await organizationOf(writer, offices, plan, options)).stories;
    }
    for (const plan of special) {
      yield async () => [(await baseOf(writer, offices, plan, options)).story];
    }
    for (const [n, plan] of operators.entries()) {
      const own = operated.slice(n * BASES_OF_AN_OPERATOR, (n + 1) * BASES_OF_AN_OPERATOR);
      yield () => operatedBy(writer, offices, plan, own, options);
    }
  }
}

/** An operator with the bases that it is nominated for: their days decide when its registers are read. */
async function operatedBy(
  writer: Writer,
  offices: Offices,
  plan: OrganizationPlan,
  bases: readonly BasePlan[],
  span: Pick<ProvinceOptions, 'from' | 'to'>,
): Promise<readonly AnyStory[]> {
  const told: BaseTold[] = [];
  for (const base of bases) told.push(await baseOf(writer, offices, base, span));
  const contracts = told.flatMap((base) => contractPlanOf(writer, base, span) ?? []);
  const days = contracts.flatMap(({ on, signedOn }) => [on, signedOn]);
  const operator = await organizationOf(writer, offices, plan, span, days);
  const stories: AnyStory[] = [...operator.stories, ...told.map(({ story }) => story)];
  for (const contract of contracts) {
    stories.push(...(await contractOf(writer, offices, contract, operator, span)));
  }
  return stories;
}
