import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from '../event-store/index.ts';
import type { Page, TopicCursor } from './bus.ts';

/** Pause before a subscription asks again after an engine that did not answer. */
const RETRY_MS = 100;
/** Messages a page. */
export const PAGE_MESSAGES = 500;

export interface Following {
  readonly read: (after: TopicCursor | undefined, limit: number) => Promise<Page | undefined>;
  /** A number that grows with every change known. */
  readonly changes: () => number;
  /** Resolves once there is a change beyond `seen`, when it is time to look anyway, or with the signal. */
  readonly changed: (seen: number, signal: AbortSignal) => Promise<void>;
}

/** A subscription by reading again whenever something changed. @throws what `read` throws, but for Unavailable */
export async function* follow(
  { read, changes, changed }: Following,
  after: TopicCursor | undefined,
  signal: AbortSignal,
): AsyncGenerator<Page, void> {
  let cursor = after;
  let told: Page | undefined;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    const seen = changes();
    let page: Page | undefined;
    try {
      page = await read(cursor, PAGE_MESSAGES);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      await pause(RETRY_MS, signal);
      continue;
    }
    const isNews = page !== undefined && tellsMore(page, cursor, told);
    if (isOver()) return;
    if (page !== undefined && isNews) {
      told = page;
      cursor = { epoch: page.epoch, position: page.position };
      yield page;
    }
    if (page?.messages.length !== PAGE_MESSAGES) await changed(seen, signal);
  }
}

/** A topic told anew stands behind the subscriber for a while, and has nothing to say to it. */
function tellsMore(page: Page, cursor: TopicCursor | undefined, told: Page | undefined): boolean {
  if (cursor === undefined || page.messages.length > 0) return true;
  if (page.position !== cursor.position) return page.position > cursor.position;
  return told === undefined || page.at !== told.at;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
