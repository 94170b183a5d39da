/** Something personal was to be sealed for a person whose key is destroyed. There will never be another key. */
export class PersonForgotten extends Error {
  override readonly name = 'PersonForgotten';
  constructor(readonly person: string) {
    super(`person ${person} was forgotten; nothing personal is recorded about them any more`);
  }
}

/** The value, or the event, path or subject that it carries, is not what was sealed. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(
    readonly event: string,
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super(`the sealed value at ${path} of event ${event} was changed since it was sealed`, options);
  }
}

/** A value was sealed for this subject, yet no key is kept and none was destroyed: the key store lost it. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';
  constructor(readonly subject: string) {
    super(
      `the key store has no key of ${subject} and never destroyed one; restore its backup, or open the right key store`,
    );
  }
}

/** A kept key does not open under the master key: its row was changed. */
export class KeyBroken extends Error {
  override readonly name = 'KeyBroken';
  constructor(
    readonly subject: string,
    options?: ErrorOptions,
  ) {
    super(
      `the kept key of ${subject} was changed since it was made; restore the key store's backup`,
      options,
    );
  }
}

/** The file of the master key is missing, of a wrong length, or others may read it. The message says what to do. */
export class MasterKeyRefused extends Error {
  override readonly name = 'MasterKeyRefused';
}

/** The keys in this key store were made under another master key. */
export class OtherMasterKey extends Error {
  override readonly name = 'OtherMasterKey';
  constructor() {
    super(
      'the keys in this key store are wrapped under another master key; start with the master key they were made with',
    );
  }
}

/** The database holds no key store, or this role may not use it. Run `migrateKeys` first. */
export class KeysNotMigrated extends Error {
  override readonly name = 'KeysNotMigrated';
}

/** A backup and the key store hold different keys of one subject; taking either would lose values. Nothing was imported. */
export class KeyConflict extends Error {
  override readonly name = 'KeyConflict';
  constructor(readonly subject: string) {
    super(
      `backup and key store hold different keys of ${subject}; import into the key store as it was, or into an empty one`,
    );
  }
}
