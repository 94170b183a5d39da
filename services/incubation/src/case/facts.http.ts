import type { BaseId, Day, EventId, OrganizationId, PersonId } from '@fuhua/kernel';
import type { Facts } from '@fuhua/rules';
import type { ApplicantKind } from './entry.events.ts';
import type { CaseIdentity, Gathered } from './record.decider.ts';

/** What a case asks of other services' topics and of other slices: through functions, which the module hands in. */

/** A base as an application finds it on a day. */
export interface BaseForCase {
  /** 在孵名额; 0 where none is on record. */
  readonly capacity: number;
  /** Undefined where the authority runs the base itself. */
  readonly operator?: OrganizationId | undefined;
}

export interface CaseFacts {
  /**
   * All facts of `case.application` and `case.entry` that are not the case's own, by the names of `@fuhua/rules`: of the
   * base, of its authority's local rules, of the applicant with its register standing, related parties and active cases (this
   * case left out), of the operator; with `decider` also `entry.decider`, and `panel.raters` when a panel has rated. What is
   * not known is left out. Read each topic's end first: `knownThrough` promises no more than was read.
   */
  readonly entry: (asked: {
    readonly identity: Omit<CaseIdentity, 'ruleSet'>;
    readonly on: Day;
    readonly decider?: PersonId;
  }) => Promise<Gathered>;
  /** Undefined for a base that is not on record. */
  readonly base: (base: BaseId, on: Day) => Promise<BaseForCase | undefined>;
  /** Undefined for an organization that is not on record; registered, filed, or a preparing team on that day. */
  readonly applicantKind: (
    organization: OrganizationId,
    on: Day,
  ) => Promise<ApplicantKind | undefined>;
  /** The approved plan of a case, as the plan's own stream tells it. */
  readonly plan: (
    id: CaseIdentity['case'],
  ) => Promise<{ readonly approved: EventId; readonly on: Day } | undefined>;
  /** Facts of the running case and its exit, by the names of `@fuhua/rules`, for a procedure of the case. */
  readonly running: (asked: {
    readonly identity: CaseIdentity;
    readonly procedure: string;
    readonly on: Day;
    /** Of `exit.decision`: who drafted it and who decides. */
    readonly officers?: readonly PersonId[];
  }) => Promise<{ readonly facts: Facts; readonly knownThrough: Gathered['knownThrough'] }>;
}

/** The token under which `app.module.ts` provides it. */
export const CASE_FACTS = Symbol('what a case asks of others');
