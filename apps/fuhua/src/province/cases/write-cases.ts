import type { Told } from '@fuhua/directory';
import type { EventStore } from '@fuhua/platform/event-store';
import { shippedRuleSets, type Authority } from '@fuhua/rules';
import { officesPlanned, type Offices } from '../offices.ts';
import { bureausWithin, plannedAt } from '../planned.ts';
import type { AnyStory, Writer } from '../story.ts';
import type { ProvinceOptions, Written } from '../write.ts';
import { attemptsOf, runCourses } from './courses.ts';
import { localRulesOf } from './local-rules.ts';
import { toldBy } from './registry-told.ts';
import { surroundingsOf } from './surroundings.ts';
import type { CaseTelling, Neighbourhood } from './telling.ts';

type Appends = Pick<EventStore, 'append'>;

export interface CasesOptions extends Omit<ProvinceOptions, 'store' | 'writers'> {
  /** Of registry, which holds the province of the same seed, scale and span. */
  readonly registry: Pick<EventStore, 'readStream'>;
  readonly incubation: Appends;
  /** Panels are told there. */
  readonly evaluation: Appends;
}

/**
 * The cases of a synthetic province, decided by the deciders from what registry's history tells of it, bureau by bureau:
 * what is in memory at once does not grow with the scale of the whole. Those that run at the end of the span stay open.
 * @throws WrongRevision when a history already holds a stream of this seed; OutcomeUnknown, Unavailable
 */
export async function writeCases(options: CasesOptions): Promise<Written> {
  const { privacy, seed, from, signal, onWritten, ruleSets = shippedRuleSets } = options;
  const writer: Writer = { seed, privacy, knownThrough: options.knownThrough, ruleSets };
  const offices = officesPlanned(writer, from);
  const told = toldBy(options.registry);
  const byCategory: Record<string, number> = {};
  let written: Written = { streams: 0, events: 0, byCategory };
  const write = async (stories: readonly AnyStory[], store: Appends): Promise<void> => {
    for (const { category, draft } of stories) {
      const events = await draft.append(store);
      if (events === 0) continue;
      byCategory[category] = (byCategory[category] ?? 0) + 1;
      written = { streams: written.streams + 1, events: written.events + events, byCategory };
    }
    onWritten?.(written);
  };
  for (const bureau of bureausWithin(offices, options)) {
    signal?.throwIfAborted();
    const { around, cases } = await casesOf(writer, told, offices, bureau, options);
    const guards = [...around.residencies.values(), ...around.spaces.values()];
    await write([around.rules.story, ...guards], options.incubation);
    for (const { story, plan, panels } of cases) {
      await write([story, plan], options.incubation);
      await write(panels, options.evaluation);
    }
  }
  return written;
}

async function casesOf(
  writer: Writer,
  told: Told,
  offices: Offices,
  bureau: Authority,
  options: CasesOptions,
): Promise<{ around: Neighbourhood; cases: readonly CaseTelling[] }> {
  const { from } = options;
  const planned = plannedAt(writer, offices, bureau, options);
  const { places, organizations } = await surroundingsOf(writer, told, offices, bureau, planned);
  const around: Neighbourhood = {
    ...{ writer, offices, bureau, today: from },
    rules: await localRulesOf(writer, offices, bureau, from),
    ...{ residencies: new Map(), spaces: new Map(), bars: new Map(), open: new Map() },
  };
  const attempts = attemptsOf(around, places, organizations, options);
  return { around, cases: await runCourses(around, attempts, options) };
}
