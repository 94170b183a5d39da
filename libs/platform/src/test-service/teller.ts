import { randomUUID } from 'node:crypto';
import type { Envelope } from '@fuhua/contracts';
import { parseInstant, type EventId, type StreamName } from '@fuhua/kernel';
import { topicOf, type Bus } from '../bus/index.ts';
import type { ServiceParts, ServicePorts } from '../service/index.ts';

/** What a service that is not there would have told. */
export interface Tale {
  readonly stream: StreamName;
  readonly type: string;
  readonly data: object;
}

export interface Teller<S extends string> {
  /** As that service's relay would; answers the ids of the events once the service's copy holds them. */
  tell(service: S, ...tales: readonly Tale[]): Promise<readonly EventId[]>;
  /** That topic is emptied, and told anew from its beginning. */
  tellAnew(service: S): Promise<void>;
}

const EPOCH = 'spec';
/** So that what was told is never too old to rest on. */
const AT = parseInstant('2100-01-01T00:00:00Z');
const HEARD_MS_MAX = 10_000;

/** Tells topics from their beginning on, with positions and revisions of its own. */
export function tellerOn<S extends string>(
  bus: Bus,
  ports: ServicePorts,
  { views }: Pick<ServiceParts, 'views'>,
): Teller<S> {
  const heads = new Map<S, bigint>();
  const told = new Map<S, readonly Envelope[]>();
  const revisions = new Map<StreamName, number>();
  return {
    async tell(service, ...tales) {
      const after = heads.get(service);
      const messages = tales.map(({ stream, type, data }, index): Envelope => {
        const sequence = revisions.get(stream) ?? 0;
        revisions.set(stream, sequence + 1);
        const now = ports.clock.now();
        return {
          ...{ specversion: '1.0', id: randomUUID(), source: `urn:fuhua:${service}`, type },
          ...{ subject: stream, time: now, datacontenttype: 'application/json', sequence },
          ...{ epoch: EPOCH, position: String((after ?? 0n) + BigInt(index) + 1n) },
          ...{ recordedat: now, correlationid: 'spec', data },
        };
      });
      const position = (after ?? 0n) + BigInt(messages.length);
      await bus.publish(topicOf(service), {
        ...{ epoch: EPOCH, after, through: position, messages, at: AT },
      });
      heads.set(service, position);
      told.set(service, [...(told.get(service) ?? []), ...messages]);
      const mirror = ports.mirrors.find((each) => each.service === service);
      await mirror?.waitUntil({ epoch: EPOCH, position }, HEARD_MS_MAX);
      const heard = views.filter(({ source }) => source.topic === service);
      await Promise.all(
        heard.map((view) => ports.projection.waitUntil(view, position, HEARD_MS_MAX)),
      );
      return messages.map(({ id }) => id as EventId);
    },
    async tellAnew(service) {
      const topic = topicOf(service);
      await bus.wipe(topic);
      const [through, messages] = [heads.get(service) ?? 0n, told.get(service) ?? []];
      await bus.publish(topic, { epoch: EPOCH, after: undefined, through, messages, at: AT });
    },
  };
}
