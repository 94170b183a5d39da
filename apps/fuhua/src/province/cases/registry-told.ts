import type { Told } from '@fuhua/directory';
import { categoryOf, type DomainEvent, type StreamName } from '@fuhua/kernel';
import type { EventStore } from '@fuhua/platform/event-store';
import { publicationOf } from '@fuhua/platform/feed';
import { tell } from '@fuhua/platform/handle';
import type { View, ViewRow } from '@fuhua/platform/views';
import { published } from '@fuhua/registry';

/** What registry's topic would tell of a stream, read from its history: the facts of cases rest on these events. */
export const toldBy = (store: Pick<EventStore, 'readStream'>): Told => ({
  async rows<Row extends ViewRow, E extends DomainEvent>(view: View<Row, E>, stream: StreamName) {
    const of = published.find(({ slice }) => slice.category === categoryOf(stream));
    if (of === undefined) throw new TypeError(`registry tells nothing of ${stream}`);
    let rows: readonly Row[] = [];
    for await (const recorded of store.readStream(stream)) {
      const publication = await publicationOf(published, store, recorded);
      if (publication === 'private') continue;
      const { type, data } = publication.event;
      const { origin } = tell(of.slice, recorded);
      rows = view.fold(rows, { type, data, origin } as never);
    }
    return rows;
  },
});
