import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { drop, within } from './connection.ts';

export interface Listening {
  readonly channel: string;
  readonly hear: (payload: string) => void;
  /** LISTEN took effect, once more: what was sent before was not heard. */
  readonly began: () => void | Promise<void>;
}

const RECONNECT_MS = 200;
const PING_MS = 5_000;

/** Listens until the signal, on one connection after the other. What is sent in between is not heard. */
export async function keepListening(
  connect: () => Promise<pg.Client>,
  listening: Listening,
  signal: AbortSignal,
): Promise<void> {
  do {
    try {
      await listenOnce(await connect(), listening, signal);
    } catch {
      // Tried again; whoever waits also asks by itself meanwhile.
    }
  } while (await pause(RECONNECT_MS, signal));
}

/** Resolves when the connection has ended or the signal is given. */
async function listenOnce(
  client: pg.Client,
  { channel, hear, began }: Listening,
  signal: AbortSignal,
): Promise<void> {
  const ended = new AbortController();
  client.once('end', () => ended.abort());
  client.on('notification', ({ payload = '' }) => hear(payload));
  try {
    await client.query(`listen ${channel}`);
    await began();
    const over = AbortSignal.any([ended.signal, signal]);
    while (await pause(PING_MS, over)) {
      await within(PING_MS, client.query('select 1'), () => void drop(client));
    }
  } finally {
    await drop(client);
  }
}

/** False when the signal was given meanwhile. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
