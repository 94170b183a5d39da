import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { publicEventsOf, services } from './services.mjs';

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
);

/** CloudEvents 1.0 in binary mode with fuhua's extensions; where a bus has no headers they stand beside the data. */
const headers = {
  type: 'object',
  required: [
    ...['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time'],
    ...['ce_sequence', 'ce_epoch', 'ce_position', 'ce_recordedat', 'ce_correlationid'],
  ],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', format: 'uuid', description: 'The id of the stored event.' },
    ce_source: { type: 'string', description: 'urn:fuhua:<service>' },
    ce_type: { type: 'string' },
    ce_subject: { type: 'string', description: 'The stream, which is the key of the message.' },
    ce_time: { type: 'string', format: 'date-time', description: 'When it occurred.' },
    ce_sequence: { type: 'integer', minimum: 0, description: 'Revision in the stream.' },
    ce_epoch: { type: 'string', description: 'Life of the history; another one after a restore.' },
    ce_position: {
      type: 'string',
      pattern: '^[0-9]+$',
      description: 'In the history of the epoch.',
    },
    ce_recordedat: { type: 'string', format: 'date-time' },
    ce_division: { type: 'string', description: 'Whom it concerns belongs there.' },
    ce_correlationid: { type: 'string' },
    ce_causationid: { type: 'string' },
  },
};

function messagesOf(service) {
  const events = [...publicEventsOf(service).values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  return Object.fromEntries(
    events.map(({ type, schema }) => {
      const payload = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
      delete payload.$schema;
      const headersRef = { $ref: '#/components/schemas/CloudEvent' };
      return [type, { name: type, contentType: 'application/json', headers: headersRef, payload }];
    }),
  );
}

/** One AsyncAPI 3 document: a topic a service, and every public event that it carries. */
export function asyncapiOf(all) {
  const channels = {};
  const operations = {};
  for (const service of all) {
    const channel = { $ref: `#/channels/${service.name}` };
    const messages = messagesOf(service);
    channels[service.name] = {
      address: `${service.name}.events.v1`,
      title: service.name,
      description: 'One partition, in the order of the history; a message is never removed.',
      messages,
    };
    operations[`${service.name}Tells`] = {
      action: 'send',
      channel,
      messages: Object.keys(messages).map((type) => ({
        $ref: `#/channels/${service.name}/messages/${type}`,
      })),
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: '孵化 fuhua',
      version,
      description: '各服务的公开事件。 Public events of every service; none carries personal data.',
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { schemas: { CloudEvent: headers } },
  };
}

export const asyncapi = {
  name: 'asyncapi',
  run: (outDir) => {
    writeFileSync(
      join(outDir, 'asyncapi.json'),
      `${JSON.stringify(asyncapiOf(services), null, 2)}\n`,
    );
  },
};
