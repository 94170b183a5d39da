import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { WrongAnswer } from './client.ts';
import type { Client } from './client.ts';
import type { Errand } from './errands.ts';
import { startLoad } from './load.ts';

const nothing = (): Promise<undefined> => Promise.resolve(undefined);
const client: Client = { send: nothing, read: nothing };

test('the end waits for every errand that has begun, and no other begins', async () => {
  let [begun, ended] = [0, 0];
  const errand: Errand = async () => {
    begun += 1;
    await pause(5);
    ended += 1;
  };
  const load = startLoad({ clients: 3, client, errands: [errand], seed: 1 });
  expect(begun).toBe(3);
  await pause(30);
  expect(await load.end()).toEqual([]);
  expect(begun).toBeGreaterThan(3);
  expect(ended).toBe(begun);
});

test('a wrong answer breaks off one errand and is told at the end; the client goes on', async () => {
  let errands = 0;
  const errand: Errand = async () => {
    errands += 1;
    await pause(1);
    if (errands === 1) throw new WrongAnswer('/p', '404 registry.person-unknown');
  };
  const load = startLoad({ clients: 1, client, errands: [errand], seed: 1 });
  await pause(30);
  expect(await load.end()).toEqual([new WrongAnswer('/p', '404 registry.person-unknown')]);
  expect(errands).toBeGreaterThan(1);
});

test('anything else that a client throws ends the load', async () => {
  const errand: Errand = () => Promise.reject(new Error('a bug'));
  const load = startLoad({ clients: 2, client, errands: [errand], seed: 1 });
  await expect(load.end()).rejects.toThrow('a bug');
});
