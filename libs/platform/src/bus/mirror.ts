import type { Instant } from '@fuhua/kernel';
import type { Position, Reads } from '../event-store/index.ts';
import type { TopicCursor } from './bus.ts';

/** A service's faithful copy of a foreign topic, in its own database. */
export interface Mirror {
  /** The service that tells it: `registry` */
  readonly service: string;
  /** The copy, all of it; `sourcesOf` gives a reader what it knows of it. */
  readonly store: Reads;
  /** The epoch of what the copy holds, once it holds any; undefined when the signal is given first. @throws Unavailable */
  epoch(signal: AbortSignal): Promise<string | undefined>;
  /**
   * Resolves when the copy holds all up to the position. @param timeoutMs default 2000
   * @throws ViewBehind @throws PositionOfOtherEpoch
   */
  waitUntil(cursor: TopicCursor, timeoutMs?: number): Promise<void>;
  /** For health and metrics. @throws Unavailable */
  status(): Promise<MirrorStatus>;
  /** Settles when the signal has ended it; never rejects. */
  readonly done: Promise<void>;
}

export interface MirrorStatus {
  readonly topic: string;
  /**
   * `live`: hearing. `halted`: red, the topic tells another epoch than the copy's; rebuild it. `stopped`: not started,
   * ended, or an engine does not answer; it resumes.
   */
  readonly state: 'live' | 'halted' | 'stopped';
  readonly position: Position;
  /** Real time: whatever its service had recorded by then is in the copy. Undefined until it came to an end once. */
  readonly toldAt: Instant | undefined;
  /** Age of `toldAt`; 0 where there is none yet. */
  readonly lagSeconds: number;
  readonly error?: string;
}
