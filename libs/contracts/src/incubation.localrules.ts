import { AuthorityId, Day, DivisionCode, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** Incubation's public events about an authority's own rules (四(三)2-1, 2-2). */

const of = { authority: AuthorityId, rule: z.uuid() };
const companions = [
  ...(['third-party-operation', 'entry-review'] as const),
  ...(['incubation-evaluation', 'graduation-standard'] as const),
] as const;
const kind = z.enum(['operating-rules', ...companions]);
const adoption = {
  ...of,
  division: DivisionCode,
  title: z.string(),
  number: z.string(),
  adoptedOn: Day,
  publishedOn: Day,
  effectiveFrom: Day,
};

/** All five sections are in it. */
export const localRuleAdopted = publicEvent('LocalRuleAdopted', z.object(adoption));

export const companionRuleAdopted = publicEvent(
  'CompanionRuleAdopted',
  z.object({ ...adoption, kind: z.enum(companions) }),
);

/** From `on` the version `by` holds in its place. */
export const localRuleSuperseded = publicEvent(
  'LocalRuleSuperseded',
  z.object({ ...of, kind, by: z.uuid(), on: Day }),
);

export const localRuleRepealed = publicEvent(
  'LocalRuleRepealed',
  z.object({ ...of, kind, on: Day, number: z.string() }),
);

export type PublicLocalRulesEvent =
  | EventOf<typeof localRuleAdopted>
  | EventOf<typeof companionRuleAdopted>
  | EventOf<typeof localRuleSuperseded>
  | EventOf<typeof localRuleRepealed>;
