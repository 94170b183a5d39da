import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { freshDatabase, startTestPostgres, type EmbeddedPostgres } from '../embedded/index.ts';
import { expectProblem, grant, startClient, wujiang, type Client } from '../http/client.suite.ts';
import { now, person, startTestService, Things } from '../http/test-service.suite.ts';
import { PORTS } from '../service/ports.ts';
import { runMigrations } from '../views/index.ts';
import { formOf, pdf, png } from './files.suite.ts';
import { EvidenceHttp, evidenceMigrations } from './index.ts';

let postgres: EmbeddedPostgres;
let dataSource: DataSource;
let client: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  dataSource = await new DataSource({
    type: 'postgres',
    url: await freshDatabase(postgres),
    migrations: [...evidenceMigrations],
  }).initialize();
  await runMigrations(dataSource);
  const useValue = { dataSource, clock: { now: () => now } };
  client = await startClient(
    startTestService([EvidenceHttp, Things], undefined, [{ provide: PORTS, useValue }]),
  );
});
afterAll(async () => {
  await client.service.app.close();
  await dataSource.destroy();
  await postgres.stop();
});
beforeEach(() => {
  client.reset();
});

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

async function upload(
  form: ReturnType<typeof formOf>,
  url = '/v1/evidence',
): Promise<Awaited<ReturnType<Client['call']>>> {
  const response = await client.service.app.inject({
    method: 'POST',
    url,
    payload: form.payload,
    headers: { authorization: `Bearer ${client.token}`, ...form.headers },
  });
  const { statusCode: status, headers, payload: text } = response;
  return { status, headers, text, body: JSON.parse(text) as Record<string, unknown> };
}

test('a file is known by its content: the same bytes again are the same file, whatever its name', async () => {
  const file = { hash: sha256(pdf), size: pdf.length, mediaType: 'application/pdf' };
  for (const name of ['批文.pdf', '照片.png']) {
    const answered = await upload(formOf({ content: pdf, name }));
    expect([answered.status, answered.body]).toEqual([201, file]);
  }
  const rows: unknown = await dataSource.query('select hash, size, stored_by from evidence');
  expect(rows).toEqual([{ hash: file.hash, size: file.size, stored_by: person }]);
});

test('it is handed out as it came in, to be saved and not shown, and the reading is recorded', async () => {
  const { body } = await upload(formOf({ content: png }));
  const hash = String(body['hash']);
  client.service.world.grants = [grant('auditor', wujiang)];
  const response = await client.service.app.inject({
    url: `/v1/evidence/${hash}`,
    headers: { authorization: `Bearer ${client.token}` },
  });
  expect(response.rawPayload.equals(png)).toBe(true);
  expect(response.headers).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `attachment; filename="${hash}.png"`,
    'x-content-type-options': 'nosniff',
  });
  expect(client.service.records).toMatchObject([
    { person, role: 'auditor', route: '/v1/evidence/:hash', subject: hash, outcome: 'ok' },
  ]);
  client.service.world.recordsFail = true;
  const unrecorded = await client.call('GET', `/v1/evidence/${hash}`);
  expectProblem(unrecorded, 503, 'platform.access-not-recorded');
});

test('only officers, auditors and administrators read it, and what is not there is not found', async () => {
  const hash = sha256(png);
  client.service.world.grants = [grant('operator', wujiang)];
  expectProblem(await client.call('GET', `/v1/evidence/${hash}`), 403, 'platform.forbidden-role');
  client.service.world.grants = [grant('administrator')];
  const none = await client.call('GET', `/v1/evidence/${'0'.repeat(64)}`);
  expectProblem(none, 404, 'platform.not-found');
  expectProblem(await client.call('GET', '/v1/evidence/x'), 400, 'platform.invalid-input');
  client.service.world.grants = [grant('auditor')];
  expectProblem(await upload(formOf({ content: pdf })), 403, 'platform.forbidden-role');
});

test('what is too large, of another type, or no single file is refused, and nothing is kept', async () => {
  const before: unknown = await dataSource.query('select count(*) from evidence');
  const padded = (bytes: number): Buffer => Buffer.concat([pdf], bytes);
  const large = await upload(formOf({ content: padded(1_001) }));
  expectProblem(large, 413, 'platform.evidence-too-large');
  expect(large.body['bytesMax']).toBe(1_000);
  const page = Buffer.from('<!doctype html>');
  expectProblem(
    await upload(formOf({ content: page, name: 'a.pdf' })),
    415,
    'platform.evidence-type',
  );
  for (const form of [
    formOf(),
    formOf({ content: pdf, field: 'document' }),
    formOf({ content: pdf }, { content: png }),
    { ...formOf({ content: pdf }), payload: formOf({ content: pdf }).payload.subarray(0, 150) },
    { payload: Buffer.from('{}'), headers: { 'content-type': 'application/json' } },
  ]) {
    expectProblem(await upload(form), 400, 'platform.invalid-input');
  }
  expect(await dataSource.query('select count(*) from evidence')).toEqual(before);
  expect((await upload(formOf({ content: padded(1_000) }))).status).toBe(201);
});

test('a file that is too large is answered over a socket too', async () => {
  const { app } = client.service;
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const form = new FormData();
  form.set('file', new Blob([Buffer.concat([pdf], 300_000)]), 'a.pdf');
  const answered = await fetch(`http://127.0.0.1:${String(port)}/v1/evidence`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${client.token}` },
  });
  expect([answered.status, await answered.json()]).toMatchObject([
    413,
    { code: 'platform.evidence-too-large' },
  ]);
});

test('no other route takes a form', async () => {
  const answered = await upload(formOf({ content: pdf }), '/v1/things');
  expectProblem(answered, 415, 'platform.unsupported-media-type');
});

test('files are only added, and none stands under a hash that is not its own', async () => {
  const pool = new pg.Pool({ connectionString: dataSource.options['url' as never] });
  try {
    await expect(pool.query('delete from evidence')).rejects.toThrow('only added to');
    await expect(pool.query(`update evidence set media_type = 'x'`)).rejects.toThrow('only added');
    await expect(
      pool.query(`insert into evidence (hash, size, media_type, content, stored_by, stored_at)
        values ('${'0'.repeat(64)}', 1, 'application/pdf', 'x', '${person}', now())`),
    ).rejects.toThrow('evidence_hash');
  } finally {
    await pool.end();
  }
});
