/** The outcome of a decision: what happened, or why not. A refusal is a value; a bug is an exception. */
export type Result<T, R> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<R>(refusal: R): { readonly ok: false; readonly refusal: R } {
  return { ok: false, refusal };
}

/** Anything a decider may refuse with: a stable code `<service>.<reason>` and the values a reader needs. */
export interface Refusal {
  readonly code: string;
}
