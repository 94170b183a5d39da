import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestPostgres } from '@fuhua/platform/embedded';
import { migrateBus } from '@fuhua/platform/bus/migrate';
import { migrateService } from '@fuhua/platform/service';
import pg from 'pg';
import { services } from './services.mjs';

const COLUMNS = `
select n.nspname as schema, c.relname as table, obj_description(c.oid, 'pg_class') as comment,
  (select string_agg(format('| \`%s\` | %s | %s |', a.attname, format_type(a.atttypid, a.atttypmod),
     case when a.attnotnull then '' else 'nullable' end), E'\\n' order by a.attnum)
   from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  (select string_agg(pg_get_indexdef(i.indexrelid), E';\\n' order by i.indexrelid::regclass::text)
   from pg_index i where i.indrelid = c.oid) as indexes
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
order by 1, 2`;

async function tablesIn(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(COLUMNS)).rows;
  } finally {
    await client.end();
  }
}

const section = ({ schema, table, comment, columns, indexes }) =>
  [
    `### \`${schema}.${table}\``,
    ...(comment === null ? [] : [comment]),
    `| column | type | |\n| --- | --- | --- |\n${columns}`,
    ...(indexes === null ? [] : [`\`\`\`sql\n${indexes};\n\`\`\``]),
  ].join('\n\n');

/** The tables that the migrations leave in a real PostgreSQL. */
export const tables = {
  name: 'tables',
  run: async (outDir) => {
    const postgres = await startTestPostgres();
    try {
      const texts = [];
      const keys = 'fuhua_keys';
      const make = async (one) => {
        await postgres.createRole(one, 'secret');
        await postgres.createDatabase(one, one);
      };
      await make(keys);
      for (const { name, parts } of services) {
        const role = `fuhua_${name}`;
        await make(role);
        const own = postgres.roleUrl(role, 'secret', role);
        const config = {
          FUHUA_HISTORY: own,
          FUHUA_VIEWS: own,
          FUHUA_KEYS: postgres.roleUrl(keys, 'secret', keys),
          FUHUA_MASTER_KEY_FILE: '',
        };
        const admin = { history: postgres.adminUrl(role), keys: postgres.adminUrl(keys) };
        await migrateService(parts, config, admin);
        texts.push(`## ${name}`, ...(await tablesIn(admin.history)).map(section));
      }
      const kept = await tablesIn(postgres.adminUrl(keys));
      texts.push('## Keys of personal fields', ...kept.map(section));
      const bus = 'fuhua_bus';
      await make(bus);
      await migrateBus(postgres.adminUrl(bus), {
        roles: services.map(({ name }) => `fuhua_${name}`),
      });
      texts.push('## The bus', ...(await tablesIn(postgres.adminUrl(bus))).map(section));
      const heading =
        '# Tables\n\nWhat the migrations leave in PostgreSQL: a database a service, one for the keys, and one for the bus.';
      writeFileSync(join(outDir, 'tables.md'), `${[heading, ...texts].join('\n\n')}\n`);
    } finally {
      await postgres.stop();
    }
  },
};
