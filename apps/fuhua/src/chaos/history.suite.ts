import type { EventId, StreamName } from '@fuhua/kernel';
import type { Entry } from './audit.ts';

export interface Told {
  /** Stream and revision: `person-a@0`. */
  readonly at: `${string}@${number}`;
  readonly id: string;
  /** Default: PersonRegistered. */
  readonly type?: string;
  /** Default: one command each. */
  readonly command?: string;
  /** The event whose reaction it is; default: a client asked for it. */
  readonly cause?: string;
}

/** Events at the positions of their places in the list. */
export function historyOf(...entries: readonly Told[]): Entry[] {
  return entries.map(({ at, id, type = 'PersonRegistered', command = id, cause }, index) => {
    const [stream, revision] = at.split('@');
    return {
      id: id as EventId,
      type,
      stream: stream as StreamName,
      revision: Number(revision),
      position: BigInt(index + 1),
      commandId: command,
      causationId: cause,
    };
  });
}
