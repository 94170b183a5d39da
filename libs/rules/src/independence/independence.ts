import { Day, isInForce, OrganizationId, PersonId } from '@fuhua/kernel';
import { z } from 'zod';
import { withinLookBack } from '../clocks/terms.ts';
import { fail, pass, unknown, verdictOf, type Verdict } from '../findings/findings.ts';

/** Whether who judges is independent of who is judged (definition 19): R-OPR-04, and by the same links others. */

const validity = { validFrom: Day, validTo: Day.optional() };

/** What binds a person to an organization: 任职 · 负责人 · 控制 · 领取报酬. */
export const PersonLink = z.object({
  organization: OrganizationId,
  relation: z.enum(['works-for', 'heads', 'controls', 'paid-by']),
  ...validity,
});
export type PersonLink = z.infer<typeof PersonLink>;

/** A person who is to judge. Without a declaration it is not known whether there are other links. */
export const Judge = z.object({
  person: PersonId,
  links: z.array(PersonLink),
  /** 已签署无利害关系声明 · 已申报利害关系 */
  declaration: z.enum(['signed', 'conflict']).optional(),
});
export type Judge = z.infer<typeof Judge>;

/** 控制 · 被控制 · 负责人交叉任职 · 资金往来, as the record of the judged organization has it. */
export const RelatedParty = z.object({
  relation: z.enum(['controls', 'controlled-by', 'shared-head', 'payment']),
  counterparty: z.discriminatedUnion('is', [
    z.object({ is: z.literal('organization'), organization: OrganizationId }),
    z.object({ is: z.literal('person'), person: PersonId }),
  ]),
  ...validity,
});
export type RelatedParty = z.infer<typeof RelatedParty>;

/** An organization that is judged, with its related parties, past ones included. */
export const JudgedParty = z.object({
  organization: OrganizationId,
  related: z.array(RelatedParty),
});
export type JudgedParty = z.infer<typeof JudgedParty>;

interface Asked {
  /** Undefined is unknown. */
  readonly party: JudgedParty | undefined;
  readonly on: Day;
  /** Payments count that reach into so many months before `on` (definition 2). */
  readonly lookBackMonths: number;
}

/**
 * Not independent: who is of the party or of one of its related parties, is a related party, was paid by the party within
 * the look-back, or declares a conflict. Unknown while the declaration or the party's links are missing.
 */
export function independenceOf(judge: Judge, asked: Asked): Verdict {
  return verdictOf([declared(judge), linksOf(judge, asked)]);
}

/** As `independenceOf`, of who signs no declaration: an officer, say. */
export function linksOf(judge: Undeclared, { party, on, lookBackMonths }: Asked): Verdict {
  if (party === undefined) {
    return unknown('被评方关联方情况未知', 'the related parties are not known');
  }
  const counts = (link: z.infer<typeof Dated>, isPayment: boolean): boolean =>
    isPayment ? reaches(link, lookBackMonths, on) : isInForce(link, on);
  return verdictOf([
    of(judge, party, counts),
    paid(judge, party, counts),
    related(judge, party, counts),
  ]);
}

const Dated = z.object(validity);
type Undeclared = Omit<Judge, 'declaration'>;
type Counts = (link: z.infer<typeof Dated>, isPayment: boolean) => boolean;

function declared({ declaration }: Judge): Verdict {
  if (declaration === undefined) return unknown('尚未签署声明', 'no declaration is signed');
  return declaration === 'signed'
    ? pass('已声明无利害关系', 'declares no conflict')
    : fail('已申报利害关系', 'declares a conflict');
}

function of({ links }: Undeclared, { organization }: JudgedParty, counts: Counts): Verdict {
  const belongs = links.some(
    (link) =>
      link.organization === organization && link.relation !== 'paid-by' && counts(link, false),
  );
  return belongs
    ? fail('属于被评方', 'is of the party judged')
    : pass('不属于被评方', 'is not of it');
}

/** Whoever works for an organization is paid by it. */
function paid(
  { person, links }: Undeclared,
  { organization, related: all }: JudgedParty,
  counts: Counts,
): Verdict {
  const isPaid =
    links.some(
      (link) =>
        link.organization === organization &&
        (link.relation === 'paid-by' || link.relation === 'works-for') &&
        counts(link, true),
    ) ||
    all.some(
      (link) =>
        link.relation === 'payment' &&
        link.counterparty.is === 'person' &&
        link.counterparty.person === person &&
        counts(link, true),
    );
  return isPaid
    ? fail('在回溯期内从被评方取得报酬', 'was paid by it within the look-back')
    : pass('在回溯期内未从被评方取得报酬', 'was not paid by it within the look-back');
}

function related(
  { person, links }: Undeclared,
  { related: all }: JudgedParty,
  counts: Counts,
): Verdict {
  const parties = all.filter((link) => counts(link, link.relation === 'payment'));
  const isRelated = parties.some(({ counterparty }) =>
    counterparty.is === 'person'
      ? counterparty.person === person
      : links.some(
          (link) =>
            link.organization === counterparty.organization &&
            link.relation !== 'paid-by' &&
            counts(link, false),
        ),
  );
  return isRelated
    ? fail('是被评方的关联方或属于其关联方', 'is, or is of, a related party of it')
    : pass('与被评方的关联方无关', 'is of no related party of it');
}

/** Whether any of its days lies in the look-back. */
function reaches({ validFrom, validTo }: z.infer<typeof Dated>, months: number, on: Day): boolean {
  return (
    validFrom <= on &&
    (validTo === undefined || validTo >= on || withinLookBack(on, months, validTo))
  );
}
