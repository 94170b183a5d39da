/**
 * Where the keys of personal data are kept, wrapped under a master key that the store never sees: in a database of its
 * own, backed up apart from the history. A destroyed key never comes back.
 */
export interface KeyStore {
  /** What is known of these subjects; those who never had a key are missing. @throws Unavailable */
  find(subjects: readonly string[]): Promise<KnownKeys>;
  /**
   * Keeps each key whose subject has none and was not forgotten; answers what stands then, so that of several who make
   * a key for one subject all use the first one's. Durable when it answers. @throws Unavailable
   */
  claim(candidates: ReadonlyMap<string, Uint8Array>): Promise<KnownKeys>;
  /** Idempotent. @throws Unavailable — repeat until it answers. */
  destroy(subject: string, reason: string): Promise<void>;
  /** The check value of the master key it was first opened with; this one if that is now. @throws Unavailable */
  masterCheck(check: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

export type KnownKeys = ReadonlyMap<string, Uint8Array | 'destroyed'>;

/** For unit specs. */
export function memoryKeys(): KeyStore {
  const known = new Map<string, Uint8Array | 'destroyed'>();
  let master: Uint8Array | undefined;
  const among = (subjects: Iterable<string>): KnownKeys => {
    const found = new Map<string, Uint8Array | 'destroyed'>();
    for (const subject of subjects) {
      const key = known.get(subject);
      if (key !== undefined) found.set(subject, key);
    }
    return found;
  };
  return {
    find: (subjects) => Promise.resolve(among(subjects)),
    claim: (candidates) => {
      for (const [subject, wrapped] of candidates) {
        if (!known.has(subject)) known.set(subject, wrapped);
      }
      return Promise.resolve(among(candidates.keys()));
    },
    destroy: (subject) => {
      known.set(subject, 'destroyed');
      return Promise.resolve();
    },
    masterCheck: (check) => Promise.resolve((master ??= check)),
    close: () => Promise.resolve(),
  };
}
