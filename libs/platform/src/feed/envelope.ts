import type { Envelope, PublicEvent } from '@fuhua/contracts';
import type { DivisionCode } from '@fuhua/kernel';
import type { Recorded } from '../event-store/index.ts';
import { metadataOf } from '../handle/metadata.ts';

/** Whose history it is, and which life of it. */
export interface HistoryName {
  /** `registry` */
  readonly service: string;
  readonly epoch: string;
}

/** What others are told of one stored event. */
export interface Publication {
  readonly event: PublicEvent;
  /** Where whoever it concerns belongs; of a correction: the corrected event's, so that it goes where that one went. */
  readonly division?: DivisionCode | undefined;
}

/** The form in which feed and bus carry a public event: pure, and the same for ever. */
export function envelopeOf(
  { service, epoch }: HistoryName,
  recorded: Recorded,
  { event, division }: Publication,
): Envelope {
  const { occurredAt, recordedAt, correlationId, causationId } = metadataOf(recorded);
  return {
    specversion: '1.0',
    id: recorded.id,
    source: `urn:fuhua:${service}`,
    type: event.type,
    subject: recorded.stream,
    time: occurredAt,
    datacontenttype: 'application/json',
    sequence: recorded.revision,
    epoch,
    position: String(recorded.position),
    recordedat: recordedAt,
    division,
    correlationid: correlationId,
    causationid: causationId,
    data: event.data,
  };
}
