import type { AuthorityId, Instant, PersonId } from '@fuhua/kernel';

/** Who asked for what and was refused, or was shown personal data. Never what was shown. */
export interface AccessRecord {
  readonly at: Instant;
  readonly person: PersonId;
  readonly role: string;
  readonly authority?: AuthorityId | undefined;
  readonly method: string;
  /** The pattern, `/v1/persons/:id`. */
  readonly route: string;
  /** Whom or what it was about: the id in the path. */
  readonly subject?: string | undefined;
  /** `ok`, or the problem's code. */
  readonly outcome: string;
  readonly requestId: string;
  /** The rule and its place in the law book, where the refusal names them. */
  readonly rule?: string | undefined;
  readonly clause?: string | undefined;
}

/** Append-only, kept at least 180 days. */
export interface AccessRecords {
  /** Resolves when the record is committed. @throws Unavailable when it is not: show nothing then. */
  write(record: AccessRecord): Promise<void>;
}
