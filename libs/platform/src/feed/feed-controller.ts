import 'reflect-metadata';
import { Controller, Get, Query, type Type } from '@nestjs/common';
import { Roles } from '../auth/decorators.ts';
import type { Position } from '../event-store/index.ts';
import { invalidInput } from '../http/headers.ts';
import { ReadRoute } from '../http/route.ts';
import { Ports } from '../service/ports.ts';
import { MalformedPosition, ownPosition } from '../views/position-token.ts';
import { FeedPageSchema, FeedQuery } from './feed-dto.ts';
import { publicTypesOf, type PublishedSlice } from './publication.ts';
import { readFeed, type FeedPage, type FeedPorts } from './read-feed.ts';

export interface FeedOptions {
  /** Every slice whose streams stand in the service's history; one left out makes the feed stop at its first event. */
  readonly slices: readonly PublishedSlice[];
}

/**
 * `GET /v1/events`: the service's public events in the order of its history, for whoever has no access to the bus. Its
 * ports are the service's (`PORTS`). Any grant of an integrator, auditor, administrator or officer will do, whatever its
 * scope: public events carry no personal data.
 *
 * A reader keeps `next` and asks again with `after`; a position of another epoch is 410: begin anew without it.
 */
export function feedController({ slices }: FeedOptions): Type {
  const known = publicTypesOf(slices);

  @Roles('integrator', 'auditor', 'administrator', 'officer')
  @Controller('v1/events')
  class Feed {
    constructor(@Ports() private readonly ports: FeedPorts) {}

    @Get()
    @ReadRoute({
      summary: { zh: '公开事件', en: 'Public events, in order' },
      problems: ['platform.unknown-event'],
      answer: FeedPageSchema,
    })
    events(@Query() { after, types, division, limit }: FeedQuery): Promise<FeedPage> {
      return readFeed(this.ports, slices, {
        after: positionAfter(after, this.ports),
        types: typesIn(types, known),
        division,
        limit,
      });
    }
  }
  return Feed;
}

/** @throws ProblemError 400 @throws PositionOfOtherEpoch, PositionOfOtherService */
function positionAfter(after: string | undefined, { service, store }: FeedPorts): Position {
  if (after === undefined) return 0n;
  try {
    return ownPosition(after, { service, epoch: store.epoch() });
  } catch (error) {
    if (!(error instanceof MalformedPosition)) throw error;
    throw invalidInput({
      field: 'after',
      code: 'position',
      message: {
        zh: '必须是上一页的 next，或某次答复中的 position',
        en: 'must be the next of a page before, or the position of an answer',
      },
    });
  }
}

/** @throws ProblemError 400 that names what is no public type */
function typesIn(
  list: string | undefined,
  known: readonly string[],
): readonly string[] | undefined {
  if (list === undefined) return undefined;
  const types = list.split(',').map((type) => type.trim());
  const unknown = types.filter((type) => !known.includes(type));
  if (unknown.length === 0) return types;
  const named = unknown.map((type) => JSON.stringify(type.slice(0, 100))).join(', ');
  throw invalidInput({
    field: 'types',
    code: 'publicType',
    message: {
      zh: `没有公开事件 ${named}；有：${known.join(', ')}`,
      en: `there is no public event ${named}; there are ${known.join(', ')}`,
    },
  });
}
