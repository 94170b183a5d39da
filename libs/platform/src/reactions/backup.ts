import type { CopiedTable } from '../event-store/index.ts';

const COLUMNS = 'reaction, stream, revision, event, type, attempts, reason, by, at';

/** Discarded events in a backup: nothing else says who discarded them and why. Taking them back removes none. */
export const discardTable: CopiedTable = {
  name: 'discards',
  select: `select ${COLUMNS} from reaction_discard order by id`,
  before: `create temporary table staged_discard (like reaction_discard) on commit drop;
    alter table staged_discard drop column id;`,
  into: `staged_discard (${COLUMNS})`,
  after: `insert into reaction_discard (${COLUMNS})
    select ${COLUMNS} from staged_discard except all select ${COLUMNS} from reaction_discard;`,
};
