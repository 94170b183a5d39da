import {
  eventCorrected,
  overrideApproved,
  redecisionClosed,
  redecisionRequired,
} from '@fuhua/contracts';
import * as registry from '@fuhua/registry';

/** Every service whose code is documented: its name beside what its package exports. */
export const services = [{ name: 'registry', ...registry }];

/** What others are told of alike by every slice. */
export const shared = [eventCorrected, overrideApproved, redecisionRequired, redecisionClosed];

/** Public event types of a service by name. */
export function publicEventsOf({ published }) {
  const definitions = published.flatMap(({ contract }) => Object.values(contract));
  return new Map([...definitions, ...shared].map((one) => [one.type, one]));
}
