export type CursorPart = string | number;

/** Where a page ends: the sort key of its last row. Opaque to clients. */
export function cursorOf(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}
