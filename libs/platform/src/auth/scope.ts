import type { DivisionCode } from '@fuhua/kernel';
import { problem } from '../http/problem.ts';
import type { Caller, Grant, Reach } from './grants.ts';

/** What a request touches; name only what the route's scope is about. */
export type Touched = Reach;

/**
 * Whether one of the caller's grants reaches it: whatever both name must agree, and at least one thing must be named
 * by both. Fails closed: a grant without reach reaches nothing.
 */
export function isInScope(caller: Caller, touched: Touched): boolean {
  return caller.grants.some((grant) => reaches(grant, touched));
}

/** @throws ProblemError `platform.out-of-scope` */
export function assertInScope(caller: Caller, touched: Touched): void {
  if (!isInScope(caller, touched)) throw problem('platform.out-of-scope');
}

function reaches({ reach }: Grant, touched: Touched): boolean {
  const agreements = [
    agree(reach.authority, touched.authority),
    agree(reach.organization, touched.organization),
    agree(reach.base, touched.base),
    reach.division === undefined || touched.division === undefined
      ? undefined
      : touched.division.startsWith(reach.division),
  ];
  return agreements.includes(true) && !agreements.includes(false);
}

function agree(a: string | undefined, b: string | undefined): boolean | undefined {
  return a === undefined || b === undefined ? undefined : a === b;
}

/** Divisions `from <= code < below`, compared as text. */
export interface DivisionRange {
  readonly from: DivisionCode;
  readonly below: string;
}

/** What a list may show, for SQL; no range at all: nothing. */
export function divisionRangesOf(caller: Caller): readonly DivisionRange[] {
  return caller.grants.flatMap(({ reach: { division } }) =>
    division === undefined ? [] : [{ from: division, below: `${division}:` }],
  );
}
