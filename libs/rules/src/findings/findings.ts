import { isInForce, type Day } from '@fuhua/kernel';
import type { Outcome, Text } from '../result.ts';
import type { Fact, Known } from '../rule-set/rule.ts';

/** What the rule families share when they read facts and say what they found. */

/** Undefined is unknown. Beyond its validity a fact says nothing (definitions 3 and 5). */
export function valueOn<T>(fact: Fact<T> | undefined, on: Day): T | undefined {
  return fact !== undefined && isInForce(fact, on) ? fact.value : undefined;
}

/** All of a rule's facts at once, as `valueOn` has each. */
export function valuesOn<F extends object>(
  known: Known<F>,
  on: Day,
): { readonly [K in keyof F]?: F[K] } {
  const entries = Object.entries<Fact | undefined>(known);
  const inForce = entries.flatMap(([name, fact]) => {
    const value = valueOn(fact, on);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(inForce) as { readonly [K in keyof F]?: F[K] };
}

/** As definition 5 says of rules: any `fail`, else any `unknown`, else `pass`, as of no condition. */
function worstOf(conditions: readonly { readonly outcome: Outcome }[]): Outcome {
  const has = (outcome: Outcome): boolean => conditions.some((one) => one.outcome === outcome);
  return has('fail') ? 'fail' : has('unknown') ? 'unknown' : 'pass';
}

/** What one condition of a rule comes to, and why. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: Text;
}

export function pass(zh: string, en: string): Verdict {
  return { outcome: 'pass', reason: { zh, en } };
}

export function fail(zh: string, en: string): Verdict {
  return { outcome: 'fail', reason: { zh, en } };
}

export function unknown(zh: string, en: string): Verdict {
  return { outcome: 'unknown', reason: { zh, en } };
}

/** Of a rule with several conditions: the worst of them, and why; the reasons of the others are left out. */
export function verdictOf(conditions: readonly Verdict[]): Verdict {
  const outcome = worstOf(conditions);
  const decisive = conditions.filter((one) => one.outcome === outcome);
  return { outcome, reason: joined(decisive.map(({ reason }) => reason)) };
}

export function text(zh: string, en: string): Text {
  return { zh, en };
}

/** One sentence of several. */
export function joined(texts: readonly Text[]): Text {
  return text(texts.map(({ zh }) => zh).join('；'), texts.map(({ en }) => en).join('; '));
}

/** One of several alike, as a list inside a sentence. */
export function listed(texts: readonly Text[]): Text {
  return text(texts.map(({ zh }) => zh).join('、'), texts.map(({ en }) => en).join(', '));
}
