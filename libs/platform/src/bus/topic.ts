import type { Catalogue, EventType } from '@fuhua/kernel';
import type { Readable } from '../handle/index.ts';

/** The streams of one category as another service's topic tells them. */
export interface TopicReadable extends Readable {
  /** The service that tells it: `registry` */
  readonly topic: string;
}

/**
 * What a view over a topic has as its `source`, and a reaction to it as its `on`:
 * `topic('registry', 'organization', registryOrganization)`. Whoever reads it passes over events whose type the contract
 * does not list, and corrections of such: a new public event stops nobody.
 *
 * A correction comes in the form that `overlay` knows, with the public data before and after beside it. Revisions are
 * those of the stream in its own history, with gaps where an event is private. Who acted is not told: the actor of every
 * event is the service that tells it.
 */
export function topic(
  service: string,
  category: string,
  contract: Readonly<Record<string, EventType>>,
): TopicReadable {
  const events: Catalogue = Object.fromEntries(
    Object.values(contract).map((definition) => [definition.type, definition]),
  );
  return { topic: service, category, events };
}
