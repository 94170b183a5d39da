import { epochMsOf, isSealed } from '@fuhua/kernel';
import type { Actor, Instant } from '@fuhua/kernel';
import type { Recorded } from '@fuhua/platform/event-store';

/** What is shown of an event's metadata; the store promises nothing about it, so everything may be missing. */
interface Shown {
  readonly occurredAt?: Instant;
  readonly recordedAt?: Instant;
  readonly actor?: Actor;
  readonly commandId?: string;
  readonly causationId?: string;
}

/** One event for a reader: when, what, by whom, and its data a line a field; or one JSON object a line. */
export function eventText(recorded: Recorded, json = false): string {
  const { id, type, stream, revision, position } = recorded;
  const data = JSON.parse(recorded.data) as unknown;
  const metadata = JSON.parse(recorded.metadata) as Shown;
  if (json) {
    const all = { stream, revision, position: String(position), id, type, data, metadata };
    return `${JSON.stringify(all)}\n`;
  }
  const head = [String(revision).padStart(4), shanghaiTime(metadata.occurredAt), type];
  const details = [
    ...actorLine(metadata),
    ...fieldLines(data, ''),
    ...(metadata.recordedAt === metadata.occurredAt || metadata.recordedAt === undefined
      ? []
      : [`记录于 recorded: ${shanghaiTime(metadata.recordedAt)}`]),
  ];
  return `${head.join('  ')}\n${details.map((line) => `      ${line}\n`).join('')}`;
}

function actorLine({ actor }: Shown): readonly string[] {
  if (actor === undefined) return [];
  const { person, role, authority } = actor;
  const where = authority === undefined ? '' : `, ${authority}`;
  return [`经办 by: ${person} (${role}${where})`];
}

/** Nested fields by dotted names; a sealed personal value shows whose it is. */
function fieldLines(value: unknown, path: string): readonly string[] {
  if (isSealed(value)) return [`${path}: 〔已加密 sealed: ${value.subject}〕`];
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  if (entries === undefined || (entries.length === 0 && path !== '')) {
    return [`${path}: ${typeof value === 'string' ? value : JSON.stringify(value)}`];
  }
  return entries.flatMap(([name, inner]) =>
    fieldLines(inner, path === '' ? name : `${path}.${name}`),
  );
}

/** `2024-03-04 09:00:00` in Asia/Shanghai, where all days of the record are counted. */
export function shanghaiTime(instant: Instant | undefined): string {
  if (instant === undefined) return '-'.padEnd(19);
  const shifted = new Date(epochMsOf(instant) + 8 * 3_600_000).toISOString();
  return shifted.slice(0, 19).replace('T', ' ');
}
