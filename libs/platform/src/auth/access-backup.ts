import type { CopiedTable } from '../event-store/index.ts';

const COLUMNS =
  'at, person, role, authority, method, route, subject, outcome, request_id, rule, clause';

/**
 * Access records in a backup. They are evidence, so taking them back removes none: those of the copy that are missing
 * are added, in the months that they need.
 */
export const accessTable: CopiedTable = {
  name: 'access',
  select: `select ${COLUMNS} from access.access_record order by at, request_id`,
  before: `create temporary table staged_access (like access.access_record) on commit drop;`,
  into: `staged_access (${COLUMNS})`,
  after: `
    select access.make_partitions(month at time zone 'Asia/Shanghai')
    from (select distinct date_trunc('month', at at time zone 'Asia/Shanghai') from staged_access) m (month);
    insert into access.access_record (${COLUMNS})
      select ${COLUMNS} from staged_access except all select ${COLUMNS} from access.access_record;`,
};
