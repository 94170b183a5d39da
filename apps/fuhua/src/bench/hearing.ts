import { openPostgresBus, runMirror, sourcesOf } from '@fuhua/platform/bus';
import { openPostgresStore } from '@fuhua/platform/event-store';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import { runReactions } from '@fuhua/platform/reactions';
import { ownHistory } from '@fuhua/platform/views';
import { hearing, listenerSource, TELLER } from './hearing-samples.ts';
import { openPool } from './postgres.ts';

// A process of its own, as a service that listens is: it hears samples until its parent lets it go.

const [, , url = '', adminUrl = '', busUrl = ''] = process.argv;
const ending = new AbortController();
process.once('disconnect', () => ending.abort());

const log = { info: () => undefined, warn: () => undefined, error: console.error };
const store = await openPostgresStore({ url });
const bus = await openPostgresBus({ url: busUrl });
const dataSource = await listenerSource(adminUrl).initialize();
const pool = openPool(adminUrl, 2);
const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
const { signal } = ending;
const mirror = runMirror({ service: TELLER, pool, bus, signal, log });
const reactions = runReactions({
  ...{ store, dataSource, epoch: store.epoch(), signal, log },
  sourceOf: sourcesOf(ownHistory(store, store.epoch()), [mirror]),
  reactions: [hearing({ store, privacy })],
});
process.send?.('ready');
await Promise.all([mirror.done, reactions.done]);
await Promise.all([bus.close(), store.close(), dataSource.destroy(), pool.end()]);
