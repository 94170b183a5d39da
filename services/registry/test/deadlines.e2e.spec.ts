import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLogger } from '@fuhua/platform/http';
import { openRegistry } from '../src/app.module.ts';
import { openWorld, said, type World } from './world.suite.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: '2024-03-04T09:00:00+08:00' });
});
afterAll(() => world.close());

test('the clock stands still, goes forward when told, and stays where it is over a restart', async () => {
  const recordedAt = async (): Promise<unknown> => {
    const { body } = await world.administrator.post('/v1/persons', { name: '钱七(测试)' });
    const stream = `person-${String(body['id'])}`;
    const [event] = await world.sql(
      `select metadata::jsonb ->> 'recordedAt' as at from history.events where stream = '${stream}'`,
    );
    return event?.['at'];
  };
  expect(await recordedAt()).toBe('2024-03-04T01:00:00.000Z');
  expect(await world.moveClock('2024-03-05T09:00:00+08:00')).toEqual({
    now: '2024-03-05T01:00:00.000Z',
    passed: [],
  });
  expect(await recordedAt()).toBe('2024-03-05T01:00:00.000Z');
  await world.restart();
  expect(await recordedAt()).toBe('2024-03-05T01:00:00.000Z');
  await expect(world.moveClock('2024-03-04T09:00:00+08:00')).rejects.toThrow('does not go back');
  const back = await world.administrator.put('/dev/clock', { now: '2024-03-04T09:00:00+08:00' });
  expect([back.status, said(back)['code'], said(back)['now']]).toEqual([
    ...[409, 'platform.clock-goes-forward', '2024-03-05T01:00:00.000Z'],
  ]);
});

test('nobody but an administrator sees or moves it', async () => {
  const officer = await world.someone('王五(测试)', { role: 'integrator' });
  expect((await officer.get('/dev/clock')).status).toBe(403);
  const now = '2030-01-01T00:00:00+08:00';
  expect((await officer.put('/dev/clock', { now })).status).toBe(403);
  expect((await (await world.caller()).put('/dev/clock', { now })).status).toBe(401);
});

test('a store of made-up times refuses the real clock, and production any but the real one', async () => {
  const start = (more: Partial<World['config']>): Promise<unknown> =>
    openRegistry({ ...world.config, ...more }, createLogger('registry', 'silent'));
  await expect(start({ FUHUA_CLOCK: 'real' })).rejects.toThrow('with FUHUA_CLOCK=simulated');
  await expect(start({ NODE_ENV: 'production' })).rejects.toThrow(/FUHUA_CLOCK: .* production/);
});
