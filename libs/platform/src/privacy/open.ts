import { personalFieldsIn, PersonId, Sealed } from '@fuhua/kernel';
import type { Catalogue, EventId } from '@fuhua/kernel';
import { sealedIn, valueAt, withEachSealed, withValueAt } from './documents.ts';
import { KeyMissing, OtherMasterKey, PersonForgotten, SealBroken } from './errors.ts';
import type { KeyStore } from './key-store.ts';
import { openKeyring } from './keyring.ts';
import type { Keys } from './keyring.ts';
import { derive, digester, masterCheckOf } from './master-key.ts';
import type { MasterKey } from './master-key.ts';
import type { Erased, Opened, Privacy } from './privacy.ts';
import { openValue, sealValue } from './sealing.ts';

export interface PrivacyOptions {
  readonly keys: KeyStore;
  readonly masterKey: MasterKey;
  /** How long a key is used without asking the key store again. Default and maximum 4 s. */
  readonly keptMsMax?: number;
  /** Keys in memory. Default 10,000 (some 3 MB). */
  readonly keptMax?: number;
}

/** Leaves a second of the 5 s in which every process stops opening a forgotten person's values. */
const KEPT_MS_MAX = 4_000;
const KEPT_MAX = 10_000;

const ERASED: Erased = Object.freeze({ erased: true });

interface Personal {
  readonly path: readonly string[];
  readonly subject: PersonId;
  readonly value: unknown;
}

/**
 * Within `keptMsMax` after another process forgot a person, this one may still seal with the destroyed key; such a value
 * is erased like all others of that person.
 * @throws OtherMasterKey — the key store belongs to another master key.
 * @throws Unavailable
 */
export async function openPrivacy(options: PrivacyOptions): Promise<Privacy> {
  const { keys: store, masterKey, keptMax = KEPT_MAX } = options;
  const check = masterCheckOf(masterKey);
  if (!check.equals(await store.masterCheck(check))) throw new OtherMasterKey();
  const keptMsMax = Math.min(options.keptMsMax ?? KEPT_MS_MAX, KEPT_MS_MAX);
  const keyring = openKeyring(store, derive(masterKey, 'wrap'), { keptMsMax, keptMax });

  const openEvery = async (sealed: readonly Sealed[]): Promise<(value: Sealed) => unknown> => {
    for (const value of sealed) {
      if (!PersonId.safeParse(value.subject).success) throw new SealBroken(value.event, value.path);
    }
    if (sealed.length === 0) return () => undefined;
    const keys = await keyring.find(sealed.map(({ subject }) => subject));
    return (value) => openWith(keys, value);
  };

  return {
    seal: async (catalogue, event) => {
      const personal = unsealedIn(catalogue, event);
      if (personal.length === 0) return event.data;
      const keys = await keyring.ensure(personal.map(({ subject }) => subject));
      return personal.reduce(
        (data, field) => withValueAt(data, field.path, sealWith(keys, event.id, field)),
        event.data,
      );
    },
    open: async (value) => (await openEvery([value]))(value) as string | Erased,
    openAll: async <T>(value: T) =>
      withEachSealed(value, await openEvery(sealedIn(value))) as Opened<T>,
    digest: digester(masterKey),
    forget: (person, reason) => keyring.destroy(PersonId.parse(person), reason),
  };
}

function unsealedIn(
  catalogue: Catalogue,
  event: { readonly type: string; readonly data: object },
): readonly Personal[] {
  return personalFieldsIn(catalogue, event).flatMap((field) => {
    const value = valueAt(event.data, field.path);
    if (value === undefined || value === null || Sealed.safeParse(value).success) return [];
    const subject = PersonId.safeParse(valueAt(event.data, field.subject));
    if (!subject.success) {
      const [path, beside] = [field.path.join('.'), field.subject.join('.')];
      throw new TypeError(`${event.type}: ${path} is personal, and ${beside} holds no PersonId`);
    }
    return [{ path: field.path, subject: subject.data, value }];
  });
}

function sealWith(keys: Keys, event: EventId, { path, subject, value }: Personal): Sealed {
  const key = keys.get(subject);
  if (key === 'destroyed') throw new PersonForgotten(subject);
  if (key === undefined) throw new KeyMissing(subject);
  return sealValue(key, { subject, event, path: path.join('.') }, value);
}

function openWith(keys: Keys, value: Sealed): unknown {
  const key = keys.get(value.subject);
  if (key === undefined) throw new KeyMissing(value.subject);
  return key === 'destroyed' ? ERASED : openValue(key, value);
}
