import type { Catalogue, EventId, PersonId, Sealed } from '@fuhua/kernel';

/** The person was forgotten: the key is destroyed and the value is gone for ever. */
export interface Erased {
  readonly erased: true;
}

/** Seals personal fields on append and opens them at query. */
export interface Privacy {
  /** The event's data with every personal field sealed; values sealed before stay as they are. @throws Unavailable */
  seal(
    catalogue: Catalogue,
    event: { readonly id: EventId; readonly type: string; readonly data: object },
  ): Promise<object>;
  /** @throws Unavailable when the key store does not answer; never a guess. */
  open(value: Sealed): Promise<string | Erased>;
  /** Opens every sealed value anywhere in a row or document. */
  openAll<T>(value: T): Promise<Opened<T>>;
  /** Keyed digest for equality look-ups and request hashes: 64 hex characters. `purpose` keeps uses apart. */
  digest(purpose: string, text: string): string;
  /** Destroys the person's key and remembers that it did. Idempotent. */
  forget(person: PersonId, reason: string): Promise<void>;
}

export type Opened<T> = T extends Sealed
  ? string | Erased
  : T extends readonly (infer U)[]
    ? readonly Opened<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Opened<T[K]> }
      : T;
