import type { CopiedTable } from '../event-store/index.ts';

const COLUMNS = 'hash, size, media_type, content, stored_by, stored_at';

/** Files in a backup: the history names them by hash alone. Taking them back removes none. */
export const evidenceTable: CopiedTable = {
  name: 'evidence',
  select: `select ${COLUMNS} from evidence order by hash`,
  before: 'create temporary table staged_evidence (like evidence) on commit drop;',
  into: `staged_evidence (${COLUMNS})`,
  after: `insert into evidence (${COLUMNS})
    select ${COLUMNS} from staged_evidence on conflict (hash) do nothing;`,
};
