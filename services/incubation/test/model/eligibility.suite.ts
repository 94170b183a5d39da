import type { PersonLink } from '@fuhua/rules';
import { monthsLater, placeOf } from './days.suite.ts';
import type { Known } from './facts.suite.ts';
import {
  cleanRecord,
  isStartUp,
  onNoList,
  passIf,
  usccIsRight,
  worst,
  type Verdict,
} from './organization.suite.ts';
import type { Outcome, PanelSaid, Sheet } from './record.suite.ts';

/** R-ENT-01 … R-ENT-10 and R-REV-03, each as its line of the law book reads (5.1, 5.2, definition 11). */

interface Asked {
  readonly identity: NonNullable<Sheet['identity']>;
  readonly outsideReason: string | undefined;
  readonly known: Known;
  readonly on: number;
}

const sections = ['service-content', 'entry-conditions', 'application-procedure'];
const allSections = [...sections, 'incubation-term', 'incubation-flow'];

export function entryRules(asked: Asked): Readonly<Record<string, Verdict>> {
  const { identity, known, on } = asked;
  const { applicantKind: kind } = identity;
  return {
    'R-ENT-01': identified(asked),
    'R-ENT-02': baseReady(asked),
    'R-ENT-03': onNoList(known, kind, on),
    'R-ENT-04': cleanRecord(known, kind, on),
    'R-ENT-05': fitsTarget(asked),
    'R-ENT-07': alone(asked),
    'R-ENT-08': teamed(asked),
    'R-ENT-09': unbound(asked),
    'R-ENT-10': unbarred(asked),
  };
}

export function outcomeOf(rules: Readonly<Record<string, Verdict>>): Outcome {
  const verdict = worst(...Object.values(rules));
  if (verdict === 'fail') return 'refused';
  return verdict === 'unknown' ? 'insufficient-evidence' : 'granted';
}

/** Accepted as gaps; R-ENT-02 and R-ENT-07 only read. */
export function gapsOf(rules: Readonly<Record<string, Verdict>>): readonly string[] {
  return Object.keys(rules).filter(
    (rule) => rules[rule] === 'unknown' && rule !== 'R-ENT-02' && rule !== 'R-ENT-07',
  );
}

function identified({ identity, known }: Asked): Verdict {
  if (identity.applicantKind !== 'registered') return 'pass';
  const uscc = known('applicant.uscc');
  if (uscc === undefined) return 'unknown';
  return passIf(uscc !== 'none' && usccIsRight(uscc));
}

function baseReady({ identity, known, on }: Asked): Verdict {
  const functions = known('base.functions');
  const free = known('base.freePlaces');
  const rules = known('authority.localRules');
  const isPublished =
    rules !== undefined &&
    rules !== 'none' &&
    placeOf(rules.publishedOn) <= on &&
    allSections.every((section) => rules.sections.includes(section));
  return worst(
    passIf(known('base.active')),
    passIf(functions?.includes('incubation')),
    identity.mode === 'virtual' ? 'pass' : passIf(free === undefined ? undefined : free > 0),
    rules === undefined ? 'unknown' : passIf(isPublished),
  );
}

/** R-ENT-05 by R-ENT-06: city {hub, support}, township and village {start-up community organization}. */
function fitsTarget(asked: Asked): Verdict {
  const level = asked.known('base.level');
  if (level === undefined) return 'unknown';
  if (level === 'province' || level === 'county') return 'pass';
  const fits = level === 'city' ? isHubOrSupport(asked) : isYoungCommunity(asked);
  if (fits === true || asked.outsideReason !== undefined) return 'pass';
  return fits === undefined ? 'unknown' : 'fail';
}

function isHubOrSupport({ identity, known }: Asked): boolean | undefined {
  if (identity.applicantKind === 'preparing-team') return false;
  const kinds = known('applicant.classifications');
  return kinds && (kinds.includes('hub') || kinds.includes('support'));
}

function isYoungCommunity({ identity, known, on }: Asked): boolean | undefined {
  const { applicantKind: kind } = identity;
  if (kind === 'preparing-team') return true;
  const kinds = known('applicant.classifications');
  const isCommunity = kind === 'filed' ? true : kinds?.includes('community');
  const since = known(kind === 'filed' ? 'applicant.filedOn' : 'applicant.registeredOn');
  const isYoung = isStartUp(since, on);
  if (isCommunity === false || isYoung === false) return false;
  return isCommunity === undefined || isYoung === undefined ? undefined : true;
}

/** R-ENT-07: one active in-shell case, one virtual one beside it. */
function alone({ identity, known }: Asked): Verdict {
  const cases = known('applicant.activeCases');
  return passIf(cases && !cases.some(({ mode }) => mode === identity.mode));
}

function teamed({ identity, known }: Asked): Verdict {
  if (identity.applicantKind !== 'preparing-team') return 'pass';
  const persons = known('team.corePersons');
  const name = known('team.name');
  return worst(
    passIf(persons === undefined ? undefined : persons >= 3),
    name === undefined ? 'unknown' : 'pass',
  );
}

/** R-ENT-09: whoever is bound to the operator or the applicant may not decide; while nobody decides it passes. */
function unbound({ known, on }: Asked): Verdict {
  const decider = known('entry.decider');
  if (decider === undefined) return 'pass';
  const isOf = (organization: string): boolean =>
    decider.links.some((link) => link.organization === organization && binds(link, on));
  const applicant = known('applicant.relatedParties');
  const operator = known('operator.relatedParties');
  return worst(
    applicant === undefined ? 'unknown' : passIf(!isOf(applicant.organization)),
    operator === undefined
      ? 'unknown'
      : passIf(operator === 'none' || !isOf(operator.organization)),
  );
}

/** Whoever works there, or was paid there in the last 24 months (R-OPR-04). */
function binds({ validFrom, validTo }: PersonLink, on: number): boolean {
  const isPaid = validTo === undefined || placeOf(validTo) > monthsLater(on, -24);
  return placeOf(validFrom) <= on && isPaid;
}

/** Definition 11: the operator, only where the applicant is known to be no relation of it. */
export function preReviewerOf({ identity, known }: Asked): Sheet['preReviewer'] {
  const applicant = known('applicant.relatedParties');
  const operator = known('operator.relatedParties');
  const links = known('applicant.personLinks');
  if (operator === undefined || operator === 'none') return 'authority';
  if (applicant === undefined || links === undefined) return 'authority';
  const isNamed = (party: typeof applicant, other: string): boolean =>
    party.related.some(
      ({ counterparty }) =>
        counterparty.is === 'organization' && counterparty.organization === other,
    );
  const isRelated =
    isNamed(operator, identity.applicant) ||
    isNamed(applicant, operator.organization) ||
    links.some(({ organization }) => organization === operator.organization);
  return isRelated ? 'authority' : 'operator';
}

function unbarred({ known, on }: Asked): Verdict {
  const bar = known('applicant.bar');
  if (bar === undefined) return 'unknown';
  return passIf(bar === 'none' || placeOf(bar.until) < on);
}

/** R-REV-03: 3 raters, 1 from outside, 70 of 100, no dimension below half of its maximum. */
export function panelPasses({ raters, outside, mean, dimensions }: PanelSaid): Verdict {
  const isBalanced = dimensions.every((one) => one.mean * 2 >= one.max);
  return passIf(raters >= 3 && outside >= 1 && mean >= 7000 && isBalanced);
}
