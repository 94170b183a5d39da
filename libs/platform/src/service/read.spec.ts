import { expect, jest, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { memoryStore } from '../event-store/index.ts';
import {
  MalformedPosition,
  PositionOfOtherEpoch,
  PositionOfOtherService,
} from '../views/position-token.ts';
import { ownHistory } from '../views/source.ts';
import { make, record, thing, thingBoard, thingOpened } from '../views/things.suite.ts';
import { readRow } from './read.ts';
import type { ServicePorts } from './ports.ts';

const stream = thing('a');
const inTable = { stream, revision: 3 };

/** Ports whose table holds one row, and what was asked of them. */
function portsOf() {
  const findBy = jest.fn((_: object) => Promise.resolve([inTable]));
  const waitUntil = jest.fn((_: object, _position: bigint, _ms: number) => Promise.resolve());
  const store = { ...memoryStore(), epoch: () => 'now' };
  const dataSource = { getRepository: () => ({ findBy }) };
  const sourceOf = ownHistory(store, 'now');
  const projection = { waitUntil };
  const ports = { service: 'registry', store, dataSource, projection, sourceOf, mirrors: [] };
  return { ports: ports as unknown as ServicePorts, store, findBy, waitUntil };
}

test('a row is read from its table, and nobody waits who names no position', async () => {
  const { ports, findBy, waitUntil } = portsOf();
  expect(await readRow(ports, thingBoard, stream)).toBe(inTable);
  expect(findBy).toHaveBeenCalledWith({ stream });
  expect(waitUntil).not.toHaveBeenCalled();
});

test('a position is waited for before the table is read', async () => {
  const { ports, findBy, waitUntil } = portsOf();
  waitUntil.mockImplementation(() => {
    expect(findBy).not.toHaveBeenCalled();
    return Promise.resolve();
  });
  await readRow(ports, thingBoard, stream, { atLeast: 'registry:now:7' });
  expect(waitUntil).toHaveBeenCalledWith(thingBoard, 7n, expect.any(Number));
  expect(findBy).toHaveBeenCalledTimes(1);
});

test.each([
  ['of another service', 'incubation:now:7', PositionOfOtherService],
  ['of a history since restored', 'registry:before:7', PositionOfOtherEpoch],
  ['that is none', '7', MalformedPosition],
])('a position %s is refused, and nothing is read', async (_, atLeast, error) => {
  const { ports, findBy, waitUntil } = portsOf();
  await expect(readRow(ports, thingBoard, stream, { atLeast })).rejects.toThrow(error);
  expect([findBy.mock.calls, waitUntil.mock.calls]).toEqual([[], []]);
});

test('a position of a topic that is copied is waited for in the copy, though no view reads it', async () => {
  const { ports, findBy, waitUntil } = portsOf();
  const copied = jest.fn((_: object, _ms: number) => Promise.resolve());
  const mirrors = [{ service: 'evaluation', waitUntil: copied }];
  const listening = { ...ports, mirrors } as unknown as ServicePorts;
  await readRow(listening, thingBoard, stream, { atLeast: 'evaluation:then:7' });
  expect(copied).toHaveBeenCalledWith(
    expect.objectContaining({ epoch: 'then', position: 7n }),
    expect.any(Number),
  );
  expect([waitUntil.mock.calls.length, findBy.mock.calls.length]).toEqual([0, 1]);
});

test('as of a day it is told by the history, not by the table', async () => {
  const { ports, store, findBy } = portsOf();
  await record(store, [{ stream, event: make(thingOpened({ title: 'told' })) }]);
  const at = { asOf: parseDay('2024-12-31') };
  expect(await readRow(ports, thingBoard, stream, at)).toMatchObject({
    title: 'told',
    revision: 0,
  });
  expect(await readRow(ports, thingBoard, thing('other'), at)).toBeUndefined();
  expect(findBy).not.toHaveBeenCalled();
});
