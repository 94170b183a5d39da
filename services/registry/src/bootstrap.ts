import { dayOf, type EventId, type PersonId } from '@fuhua/kernel';
import { handle, newIdOf, uuidOf, type CommandContext } from '@fuhua/platform/handle';
import type { Position } from '@fuhua/platform/event-store';
import type { ServicePorts } from '@fuhua/platform/service';
import { ViewBehind } from '@fuhua/platform/views';
import { person, type PersonCommand } from './person/person.decider.ts';
import { personGrantView } from './person/person.view.ts';

/**
 * The first administrator: somebody must be able to grant the first role. Each step is a command of its own identity, so
 * every start may ask for it; what was decided about the person since (a revocation, say) stands.
 * @throws Unavailable, OutcomeUnknown
 */
export async function appointFirstAdministrator(ports: ServicePorts, id: PersonId): Promise<void> {
  const position = await appointed(ports, id);
  if (position === undefined) return;
  // So that whoever sees the service ready may act. A view that is halted says so itself, in the service's health.
  await ports.projection.waitUntil(personGrantView, position, 10_000).catch((error: unknown) => {
    if (!(error instanceof ViewBehind)) throw error;
  });
}

async function appointed(ports: ServicePorts, id: PersonId): Promise<Position | undefined> {
  const register = uuidOf('first-administrator', id, 'register');
  const name = '首任管理员';
  await appoint(ports, id, register, () => ({ type: 'RegisterPerson', person: id, name }));
  const grant = uuidOf('first-administrator', id, 'grant');
  return appoint(ports, id, grant, ({ now }) => ({
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
): Promise<Position | undefined> {
  const context: CommandContext = {
    commandId,
    keyed: true,
    now: ports.clock.now(),
    actor: { person: id, role: 'administrator' },
    correlationId: commandId,
  };
  const result = await handle(ports, person, id, context, () => toCommand(context));
  if (result.ok) return result.value.position;
  // A person who was forgotten since is no administrator any more, and that is nothing to fall over.
  if (result.refusal.code === 'registry.person-forgotten') return undefined;
  throw new Error(`the first administrator was refused: ${result.refusal.code}`);
}
