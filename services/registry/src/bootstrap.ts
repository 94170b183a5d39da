import { dayOf, type EventId, type PersonId } from '@fuhua/kernel';
import { handle, newIdOf, uuidOf, type CommandContext } from '@fuhua/platform/handle';
import type { ServicePorts } from '@fuhua/platform/service';
import { person, type PersonCommand } from './person/person.decider.ts';

/**
 * The first administrator: somebody must be able to grant the first role. Each step is a command of its own identity, so
 * every start may ask for it; what was decided about the person since (a revocation, say) stands.
 * @throws Unavailable, OutcomeUnknown
 */
export async function appointFirstAdministrator(ports: ServicePorts, id: PersonId): Promise<void> {
  const register = uuidOf('first-administrator', id, 'register');
  const name = '首任管理员';
  await appoint(ports, id, register, () => ({ type: 'RegisterPerson', person: id, name }));
  const grant = uuidOf('first-administrator', id, 'grant');
  await appoint(ports, id, grant, ({ now }) => ({
    type: 'GrantRole',
    grant: newIdOf(grant) as EventId,
    role: 'administrator',
    reach: {},
    validFrom: dayOf(now),
  }));
}

async function appoint(
  ports: ServicePorts,
  id: PersonId,
  commandId: string,
  toCommand: (context: CommandContext) => PersonCommand,
): Promise<void> {
  const context: CommandContext = {
    commandId,
    keyed: true,
    now: ports.clock.now(),
    actor: { person: id, role: 'administrator' },
    correlationId: commandId,
  };
  const result = await handle(ports, person, id, context, () => toCommand(context));
  // A person who was forgotten since is no administrator any more, and that is nothing to fall over.
  if (!result.ok && result.refusal.code !== 'registry.person-forgotten') {
    throw new Error(`the first administrator was refused: ${result.refusal.code}`);
  }
}
