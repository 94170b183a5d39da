import type { Position } from '../event-store/index.ts';

/** A position as clients carry it: whose history, in which life of it, how far. Opaque to them. */
export interface PositionToken {
  readonly service: string;
  readonly epoch: string;
  readonly position: Position;
}

/** Not `<service>:<epoch>:<position>`. */
export class MalformedPosition extends Error {
  override readonly name = 'MalformedPosition';
  constructor(readonly text: string) {
    super(`not a position: ${JSON.stringify(text.slice(0, 200))}`);
  }
}

/** The token is older than a restore of the history: what it points at may be gone. Read anew without it. */
export class PositionOfOtherEpoch extends Error {
  override readonly name = 'PositionOfOtherEpoch';
  constructor(
    readonly token: PositionToken,
    readonly epoch: string,
  ) {
    super(
      `the position is of epoch ${token.epoch}; ${token.service}'s history was restored and is now ${epoch}`,
    );
  }
}

/** The token is of another service's history. */
export class PositionOfOtherService extends Error {
  override readonly name = 'PositionOfOtherService';
  constructor(
    readonly token: PositionToken,
    readonly service: string,
  ) {
    super(`the position is of ${token.service}, not of ${service}`);
  }
}

const TOKEN = /^([a-z][a-z0-9]*):([A-Za-z0-9-]{1,64}):(0|[1-9]\d{0,18})$/;
const POSITION_MAX = 2n ** 63n - 1n;

/** @throws MalformedPosition when a part holds what a token cannot carry: a bug of the caller. */
export function formatPosition({ service, epoch, position }: PositionToken): string {
  const text = `${service}:${epoch}:${position.toString()}`;
  parsePosition(text);
  return text;
}

/** @throws MalformedPosition */
export function parsePosition(text: string): PositionToken {
  const [, service, epoch, digits] = TOKEN.exec(text) ?? [];
  if (service === undefined || epoch === undefined || digits === undefined) {
    throw new MalformedPosition(text);
  }
  const position = BigInt(digits);
  if (position > POSITION_MAX) throw new MalformedPosition(text);
  return { service, epoch, position };
}

/** The position in one's own history. @throws MalformedPosition, PositionOfOtherService, PositionOfOtherEpoch */
export function ownPosition(
  text: string,
  { service, epoch }: Omit<PositionToken, 'position'>,
): Position {
  const token = parsePosition(text);
  if (token.service !== service) throw new PositionOfOtherService(token, service);
  if (token.epoch !== epoch) throw new PositionOfOtherEpoch(token, epoch);
  return token.position;
}
