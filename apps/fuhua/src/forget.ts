import { instantOfEpochMs, isSealed, streamOf } from '@fuhua/kernel';
import type { DomainEvent, PersonId, Refusal, Slice } from '@fuhua/kernel';
import { openPostgresStore } from '@fuhua/platform/event-store';
import type { EventStore } from '@fuhua/platform/event-store';
import { handle, uuidOf } from '@fuhua/platform/handle';
import { dropOldWal, openPostgresKeys, openPrivacy, readMasterKey } from '@fuhua/platform/privacy';
import type { Privacy } from '@fuhua/platform/privacy';
import type { Databases } from './databases.ts';
import { UserError } from './user-error.ts';
import type { Text } from './user-error.ts';

/** What forgetting needs of the slice that records persons. */
export type PersonSlice<S, E extends DomainEvent, R extends Refusal> = Slice<
  S,
  { readonly type: 'ForgetPerson'; readonly reason: string },
  E,
  R
>;

export interface ForgetOptions<S, E extends DomainEvent, R extends Refusal> {
  readonly databases: Databases;
  readonly slice: PersonSlice<S, E, R>;
  readonly person: PersonId;
  /** Who answers for it; an administrator. */
  readonly by: PersonId;
  /** Stands in the history for ever, so it may say nothing personal. */
  readonly reason: string;
  readonly say: (text: Text) => void;
}

interface Ports {
  readonly store: EventStore;
  readonly privacy: Privacy;
}

/** The service that keeps persons. */
const SERVICE = 'registry';

/**
 * Records that a person is forgotten, then destroys the person's key, so that nothing personal can be read any more:
 * here, in views, or in backups of the history. Each step is there once, however often it is asked for: after a failure
 * the same command does the rest. Services read the person's data for 5 s more at most.
 * @throws UserError — the person, or who asks, is not on record; the reason is personal.
 * @throws Unavailable, OutcomeUnknown — run it again. @throws OtherMasterKey, MasterKeyRefused
 */
export async function forgetPerson<S, E extends DomainEvent, R extends Refusal>(
  options: ForgetOptions<S, E, R>,
): Promise<void> {
  const { databases, slice, person, by, reason, say } = options;
  await withPorts(databases, async ({ store, privacy }) => {
    await assertOnRecord(store, slice.category, by);
    await assertImpersonal({ store, privacy }, streamOf(slice.category, person), reason);
    await record({ store, privacy }, options);
    await privacy.forget(person, reason);
  });
  // The master key lies beside the data here, so no byte of the wrapped key may stay.
  await dropOldWal(databases.keys());
  say({
    zh: `${person} 的密钥已销毁，其个人信息再也无法解读。此前的密钥备份中仍有该密钥，请删除它们并重新备份（恢复时须用新的密钥备份）。`,
    en: `The key of ${person} is destroyed and nothing personal about them can be read again. Earlier backups of keys still hold it: delete them and take a new one, which a restore then needs.`,
  });
}

async function record<S, E extends DomainEvent, R extends Refusal>(
  ports: Ports,
  { slice, person, by, reason }: ForgetOptions<S, E, R>,
): Promise<void> {
  const commandId = uuidOf('fuhua forget', person);
  const context = {
    commandId,
    keyed: true,
    now: instantOfEpochMs(Date.now()),
    actor: { person: by, role: 'administrator' },
    correlationId: commandId,
  } as const;
  const result = await handle(ports, slice, person, context, () => ({
    type: 'ForgetPerson',
    reason,
  }));
  if (result.ok) return;
  const { code } = result.refusal;
  // Recorded before, by another command; the key may still be there.
  if (code === 'registry.person-forgotten') return;
  if (code === 'registry.person-unknown') throw unknown(person);
  throw new UserError({
    zh: `无法记录删除（${code}），请稍后重试。`,
    en: `It could not be recorded (${code}); try again.`,
  });
}

async function assertOnRecord(store: EventStore, category: string, by: PersonId): Promise<void> {
  for await (const _ of store.readStream(streamOf(category, by), { limit: 1 })) return;
  throw unknown(by);
}

function unknown(person: PersonId): UserError {
  return new UserError({
    zh: `没有登记编号为 ${person} 的人员，请检查编号。`,
    en: `There is no person ${person} on record; check the id.`,
  });
}

/** @throws UserError when the reason repeats something that the person's own events keep sealed. */
async function assertImpersonal(
  { store, privacy }: Ports,
  stream: ReturnType<typeof streamOf>,
  reason: string,
): Promise<void> {
  for await (const { data } of store.readStream(stream)) {
    for (const sealed of leavesOf(JSON.parse(data)).filter(isSealed)) {
      const value = await privacy.open(sealed);
      if (typeof value !== 'string' || value === '' || !reason.includes(value)) continue;
      throw new UserError({
        zh: '--reason 中含有该人员的个人信息，而理由会永久保存，请换一种说法。',
        en: 'The --reason holds personal data of the person and is kept for ever; put it in other words.',
      });
    }
  }
}

/** Sealed values and whatever else holds no others. */
function leavesOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || isSealed(value)) return [value];
  return Object.values(value).flatMap(leavesOf);
}

async function withPorts(
  databases: Databases,
  work: (ports: Ports) => Promise<void>,
): Promise<void> {
  const config = databases.config(SERVICE);
  const keys = await openPostgresKeys({ url: config.FUHUA_KEYS });
  try {
    const masterKey = readMasterKey(databases.masterKeyFile);
    const privacy = await openPrivacy({ keys, masterKey });
    const store = await openPostgresStore({ url: config.FUHUA_HISTORY });
    try {
      await work({ store, privacy });
    } finally {
      await store.close();
    }
  } finally {
    await keys.close();
  }
}
