import type { Actor, Instant } from '@fuhua/kernel';

/** Everything about one request that a command needs beside its own values. Made once, at the edge. */
export interface CommandContext {
  /** UUIDv5(person, route with path parameters, Idempotency-Key), or random without a key. */
  readonly commandId: string;
  /** Whether the client gave an Idempotency-Key: then the stream is read first. */
  readonly keyed: boolean;
  /** Keyed digest of the canonical body; only with a key. */
  readonly requestHash?: string | undefined;
  /** If-Match. */
  readonly expected?: number | undefined;
  readonly now: Instant;
  /** When it happened, where the command says so; `now` otherwise. */
  readonly occurredAt?: Instant | undefined;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
}
