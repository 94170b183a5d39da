import type { Day, DomainEvent, Instant, StreamName } from '@fuhua/kernel';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import type { Page } from '../http/paging.ts';
import {
  ownPosition,
  parsePosition,
  PositionOfOtherService,
  readViews,
  rowsAsOf,
  type View,
  type ViewRow,
} from '../views/index.ts';
import type { ServicePorts } from './ports.ts';

/** How a reader says which moment is meant. */
export interface ReadAt {
  /** A position token: the answer includes everything up to it. */
  readonly atLeast?: string | undefined;
  readonly asOf?: Day | undefined;
  readonly knownAt?: Instant | undefined;
}

export type ReadPorts = Pick<
  ServicePorts,
  'service' | 'store' | 'dataSource' | 'projection' | 'sourceOf' | 'mirrors'
>;

/**
 * The rows of one stream: as they stand, or, with `asOf` or `knownAt`, as they stood on that day and were known at that
 * instant; dated facts come with their validity, for the caller to judge.
 * @throws ViewBehind, PositionOfOtherEpoch, PositionOfOtherService, MalformedPosition, Unavailable
 */
export async function readRows<Row extends ViewRow, E extends DomainEvent>(
  ports: ReadPorts,
  view: View<Row, E>,
  stream: StreamName,
  { atLeast, asOf, knownAt }: ReadAt = {},
): Promise<readonly Row[]> {
  if (asOf !== undefined || knownAt !== undefined) {
    return rowsAsOf(view, ports.sourceOf(view.source).store, stream, { asOf, knownAt });
  }
  await awaitPosition(ports, [view], atLeast);
  const where = { stream } as FindOptionsWhere<Row>;
  return ports.dataSource.getRepository(view.entity).findBy(where);
}

/** `readRows` of a view that has one row a stream. */
export async function readRow<Row extends ViewRow, E extends DomainEvent>(
  ports: ReadPorts,
  view: View<Row, E>,
  stream: StreamName,
  at: ReadAt = {},
): Promise<Row | undefined> {
  const [row] = await readRows(ports, view, stream, at);
  return row;
}

/** A list with the position of the moment at which it was read. @throws as `readRows` */
export async function readPage<Row>(
  ports: ReadPorts,
  views: readonly View[],
  atLeast: string | undefined,
  read: (manager: EntityManager) => Promise<Page<Row>>,
): Promise<Page<Row> & { readonly position: bigint }> {
  await awaitPosition(ports, views, atLeast);
  const { value, position } = await readViews(ports.dataSource, views, read);
  return { ...value, position };
}

/** Both together, real time. */
const AWAIT_MS_MAX = 2_000;

/**
 * A position of one's own history, or of a topic that the service copies: in the copy, and in the views of it that are
 * read. So whoever recorded something elsewhere can wait until decisions here know of it.
 */
async function awaitPosition(
  { service, store, projection, mirrors }: ReadPorts,
  views: readonly View[],
  atLeast: string | undefined,
): Promise<void> {
  if (atLeast === undefined) return;
  const token = parsePosition(atLeast);
  const of = views.filter(({ source }) => (source.topic ?? service) === token.service);
  const until = performance.now() + AWAIT_MS_MAX;
  if (token.service === service) {
    ownPosition(atLeast, { service, epoch: store.epoch() });
  } else {
    const mirror = mirrors.find((each) => each.service === token.service);
    if (mirror === undefined) throw new PositionOfOtherService(token, service);
    await mirror.waitUntil(token, AWAIT_MS_MAX);
  }
  const leftMs = Math.max(0, until - performance.now());
  await Promise.all(of.map((view) => projection.waitUntil(view, token.position, leftMs)));
}
