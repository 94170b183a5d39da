import type { Catalogue, EventId, PersonId, Sealed } from '@fuhua/kernel';

/** The person was forgotten: the key is destroyed and the value is gone for ever. */
export interface Erased {
  readonly erased: true;
}

/** Seals personal fields on append and opens them at query. */
export interface Privacy {
  /**
   * The event's data with every personal field sealed; values sealed before stay as they are, absent ones and null too.
   * The first value of a person makes the person's key, which is durable before this answers.
   * @throws PersonForgotten — decide without the value; it will never be sealed.
   * @throws Unavailable — nothing was lost; try again.
   * @throws TypeError — a bug: the subject's field holds no PersonId.
   */
  seal(
    catalogue: Catalogue,
    event: { readonly id: EventId; readonly type: string; readonly data: object },
  ): Promise<object>;
  /**
   * A field whose schema is not text opens as what it was, whatever the type here says.
   * @throws Unavailable when the key store does not answer; never a guess.
   * @throws SealBroken — value, event, path or subject were changed since it was sealed.
   * @throws KeyMissing, KeyBroken — the key store lost or damaged a key; restore its backup.
   */
  open(value: Sealed): Promise<string | Erased>;
  /**
   * Opens every sealed value anywhere in a row or document, with one look-up of keys. Walks arrays and objects, not Map
   * or Set; what holds nothing sealed comes back as it is. Throws as `open`, for the first value that does not open.
   */
  openAll<T>(value: T): Promise<Opened<T>>;
  /** Keyed digest for equality look-ups and request hashes: 64 hex characters. `purpose` keeps uses apart. */
  digest(purpose: string, text: string): string;
  /**
   * Destroys the person's key and remembers that it did. Idempotent; the first reason stays, and must itself say nothing
   * personal. From then on this process opens nothing of the person, every other one 5 s later at most.
   *
   * What remains of the key: nothing in the database's files, whose table is written anew without it. PostgreSQL's
   * write-ahead log, base copies of the cluster and older backups of the keys hold it wrapped until they are recycled
   * or expire, of no use without the master key, which is in none of them; `dropOldWal` drops the first at once. Whoever
   * restores one applies the list of destroyed keys anew (`importKeys`).
   * @throws Unavailable — it may or may not be done: repeat until it answers.
   */
  forget(person: PersonId, reason: string): Promise<void>;
}

type Plain =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | Uint8Array
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>;

export type Opened<T> = T extends Sealed
  ? string | Erased
  : T extends Plain
    ? T
    : T extends readonly (infer U)[]
      ? readonly Opened<U>[]
      : T extends object
        ? { readonly [K in keyof T]: Opened<T[K]> }
        : T;
