import { assertGrantsFresh } from '@fuhua/platform/bus';
import { grantsFromViews, type GrantsFromViews } from '@fuhua/platform/grants';
import type { ServicePorts } from '@fuhua/platform/service';
import { knownDelegationView, knownGrantView } from './known-grants.ts';

const views = [knownGrantView, knownDelegationView];

/**
 * Who may do what, as registry told it. `of` throws GrantsStale while that is more than 30 s old: registry, its relay or
 * our copy does not answer.
 */
export function grantsTold(
  ports: () => Pick<ServicePorts, 'dataSource' | 'projection' | 'mirrors'>,
): GrantsFromViews {
  const held = grantsFromViews(views, () => ports().dataSource);
  return {
    heardOf: (view) => held.heardOf(view),
    of: async (person, on) => {
      const { mirrors, projection } = ports();
      const mirror = mirrors.find(({ service }) => service === 'registry');
      if (mirror === undefined) throw new TypeError('this service does not listen to registry');
      assertGrantsFresh(mirror, projection, views);
      return held.of(person, on);
    },
  };
}
