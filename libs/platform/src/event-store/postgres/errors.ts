/** Without these settings on, PostgreSQL acknowledges what a crash can lose. */
export class NotDurable extends Error {
  override readonly name = 'NotDurable';
  constructor(readonly setting: string) {
    super(
      `PostgreSQL runs with ${setting} = off, so a crash could lose events that were acknowledged; turn ${setting} on`,
    );
  }
}

/** The database holds no history, or this role may not read it. Run `migrateHistory` first. */
export class NotMigrated extends Error {
  override readonly name = 'NotMigrated';
}

/** The history was replaced under a running store. Open the store anew; its cursors belong to the old epoch. */
export class OtherEpoch extends Error {
  override readonly name = 'OtherEpoch';
  constructor(
    readonly opened: string,
    readonly found: string,
  ) {
    super(
      `the history was opened in epoch ${opened} and is now in epoch ${found}; restart to use it`,
    );
  }
}

/** SQLSTATE of an error that PostgreSQL sent, undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(messageOf).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
