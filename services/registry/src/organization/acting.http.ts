import { dayOf, type Day, type Result } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import {
  handle,
  type CommandContext,
  type Handled,
  type HandleRefusal,
} from '@fuhua/platform/handle';
import { invalidInput, problem } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { explainUscc, type Authority, type Registrar, type Uscc } from '@fuhua/rules';
import { actingOf, authorityOf } from '../authority/directory.view.ts';
import {
  aboutOrganization,
  organization,
  registrarOf,
  type OfficerCommand,
} from './organization.decider.ts';
import type { RegistrarBody } from './organization.dto.ts';
import type { RegistrarRef } from './organization.events.ts';
import type { Act, OrganizationRefusal } from './record.decider.ts';

export { sourceIn } from './source.dto.ts';

/** Who acts and for whom, looked up before a command about an organization. */

type Reads = Pick<ServicePorts, 'store'>;

/** @throws ProblemError 400 unless it names one of both, 422 when the authority is not on record */
export async function registrarIn(
  ports: Reads,
  { authority: id, outsideDivision: division }: RegistrarBody,
  { now }: Pick<CommandContext, 'now'>,
): Promise<Registrar> {
  if ((id === undefined) === (division === undefined)) throw invalidInput(oneOfBoth);
  if (division !== undefined) return { at: 'outside', division };
  const authority = id && (await authorityOf(ports, id, dayOf(now)));
  if (authority !== undefined) return { at: 'authority', authority };
  throw problem('registry.registrar-unfit', { reason: notOnRecord, authority: id });
}

const oneOfBoth = {
  field: 'registrar',
  code: 'oneOfBoth',
  message: {
    zh: '须指明本省主管部门（authority）或省外区划（outsideDivision）之一',
    en: 'must name an authority of the province or a division outside it, one of both',
  },
};
const notOnRecord = {
  zh: '该主管部门未建档或已撤并',
  en: 'the authority is not on record, or was dissolved',
};

/** The code, or what is wrong with it: which position, and what should have stood there. @throws ProblemError 400 */
export function usccIn(field: string, text: string): Uscc {
  const explained = explainUscc(text);
  if (explained.ok) return explained.uscc;
  throw invalidInput({ field, code: `uscc-${explained.code}`, message: explained.reason });
}

/** A command without what is looked up for it. */
type Wanted<C> = C extends OfficerCommand ? Omit<C, keyof Act> : never;

/** Decides an officer's command about an organization on record, with all that is looked up for it. */
export async function actOn(
  ports: Pick<ServicePorts, 'store' | 'privacy'>,
  id: string,
  context: CommandContext,
  caller: CallerOfRequest,
  wanted: Wanted<OfficerCommand>,
): Promise<Result<Handled, OrganizationRefusal | HandleRefusal>> {
  const today = dayOf(context.now);
  const acting = await actingOf(ports, caller, context);
  return handle(
    ports,
    organization,
    id,
    context,
    async (state) => {
      const registrar = await onRecord(ports, registrarOf(state), today, acting);
      return { ...wanted, acting, registrar, today };
    },
    { about: aboutOrganization },
  );
}

/**
 * The registrar on record, as the authority it is on that day; undefined when that is not known. Mostly it is the one
 * that acts, which was looked up already.
 */
export async function onRecord(
  ports: Reads,
  ref: RegistrarRef | undefined,
  today: Day,
  acting: Authority,
): Promise<Registrar | undefined> {
  if (ref === undefined || ref.at === 'outside') return ref;
  if (ref.authority === acting.id) return { at: 'authority', authority: acting };
  const authority = await authorityOf(ports, ref.authority, today);
  return authority && { at: 'authority', authority };
}
