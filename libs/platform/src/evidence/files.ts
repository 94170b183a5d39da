import { createHash } from 'node:crypto';
import type { Instant, PersonId } from '@fuhua/kernel';
import { asking, type Queryable } from '../views/database.ts';
import type { MediaType } from './media-type.ts';

/** A file as it is known to whoever brought it. */
export interface EvidenceFile {
  /** SHA-256 of the content in hexadecimal: all that events hold of it. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: MediaType;
}

/** Keeps a file; the same bytes again are the same file. @throws Unavailable */
export async function storeEvidence(
  db: Queryable,
  content: Buffer,
  mediaType: MediaType,
  by: PersonId,
  now: Instant,
): Promise<EvidenceFile> {
  const hash = createHash('sha256').update(content).digest('hex');
  const size = content.length;
  await asking(() =>
    db.query(
      `insert into evidence (hash, size, media_type, content, stored_by, stored_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (hash) do nothing`,
      [hash, size, mediaType, content, by, now],
    ),
  );
  return { hash, size, mediaType };
}

/** @throws Unavailable */
export async function readEvidence(
  db: Queryable,
  hash: string,
): Promise<{ readonly content: Buffer; readonly mediaType: MediaType } | undefined> {
  const { rows } = await asking(() =>
    db.query<{ content: Buffer; mediaType: MediaType }>(
      'select content, media_type as "mediaType" from evidence where hash = $1',
      [hash],
    ),
  );
  return rows[0];
}

/** Those of the hashes under which no file is kept. @throws Unavailable */
export async function unknownEvidence(
  db: Queryable,
  hashes: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await asking(() =>
    db.query<{ hash: string }>('select hash from evidence where hash = any($1::text[])', [hashes]),
  );
  const known = new Set(rows.map(({ hash }) => hash));
  return hashes.filter((hash) => !known.has(hash));
}
