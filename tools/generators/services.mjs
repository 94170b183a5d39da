import {
  eventCorrected,
  overrideApproved,
  redecisionClosed,
  redecisionRequired,
} from '@fuhua/contracts';
import * as evaluation from '@fuhua/evaluation';
import * as incubation from '@fuhua/incubation';
import * as registry from '@fuhua/registry';

/** Every service whose code is documented: its name and parts beside what else its package exports. */
export const services = Object.entries({ registry, incubation, evaluation }).map(
  ([name, exported]) => ({ name, parts: exported[name], ...exported }),
);

/** What others are told of alike by every slice. */
export const shared = [eventCorrected, overrideApproved, redecisionRequired, redecisionClosed];

/** Public event types of a service by name. */
export function publicEventsOf({ published }) {
  const definitions = published.flatMap(({ contract }) => Object.values(contract));
  return new Map([...definitions, ...shared].map((one) => [one.type, one]));
}
