import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedEvents } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEventsOf, services, shared } from './services.mjs';

const heading = `# Events

Every event that a stream ever holds, by service and slice: its shape, who hears of it, its fields. Personal fields are sealed
under the person's key; correctable ones may be corrected by two persons. \`*\` marks a field that need not be there.
`;

const typeOf = (schema) => {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(' ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.oneOf !== undefined) return [...new Set(schema.oneOf.map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`;
  if (schema.type === 'object' && schema.properties !== undefined)
    return `{ ${Object.keys(schema.properties).join(', ')} }`;
  return schema.type ?? 'any';
};

function fieldsOf(event) {
  const { properties = {}, required = [] } = z.toJSONSchema(event.schema, {
    io: 'output',
    unrepresentable: 'any',
  });
  const personal = new Set(event.personal.map(({ path }) => path[0]));
  return Object.entries(properties).map(([name, schema]) => {
    const marks = [
      personal.has(name) && 'personal',
      event.correctable.includes(name) && 'correctable',
    ].filter(Boolean);
    const type = personal.has(name) ? 'sealed' : typeOf(schema);
    const optional = required.includes(name) ? '' : '*';
    return `| \`${name}\`${optional} | ${type.replaceAll('|', '\\|')} | ${marks.join(', ')} |`;
  });
}

function section(event, told) {
  return [
    `#### ${event.type}`,
    '',
    `Shape ${event.shape}, ${told ? 'public' : 'private'}.`,
    '',
    ...['| field | type | marks |', '| --- | --- | --- |', ...fieldsOf(event)],
    '',
  ];
}

export const events = {
  name: 'events',
  run: (outDir) => {
    const lines = [heading, '## Shared by every slice', ''];
    for (const event of Object.values(sharedEvents)) {
      lines.push(
        ...section(
          event,
          shared.some(({ type }) => type === event.type),
        ),
      );
    }
    for (const service of services) {
      const { name, published } = service;
      const open = publicEventsOf(service);
      lines.push(`## ${name}`, '');
      for (const { slice } of published) {
        lines.push(`### \`${slice.category}\``, '');
        for (const event of Object.values(slice.events)) {
          lines.push(...section(event, open.has(event.type)));
        }
      }
    }
    writeFileSync(join(outDir, 'events.md'), lines.join('\n'));
  },
};
