import { streamOf } from '@fuhua/kernel';
import { problem, type CommandAnswer } from '@fuhua/platform/http';
import { awaitConclusion } from '@fuhua/platform/reactions';
import type { ServicePorts } from '@fuhua/platform/service';
import { incubationCase } from './case.decider.ts';

/** What a route may set of its answer beside the body. */
export interface Reply {
  code(status: number): unknown;
}

/**
 * What the guards say to EntryApprovalSought, once it stands in the case's own stream; 202 when they have not answered
 * within 2 s: the case at the answer's position tells later.
 * @param then what comes of a yes: of a case of before this system its start, in the same append as the approval
 * @throws ProblemError 409 `incubation.residency-taken`, `incubation.place-taken`: the case is back where it was
 */
export async function admitted(
  { store }: Pick<ServicePorts, 'store'>,
  asked: CommandAnswer,
  reply: Reply,
  then: 'EntryApproved' | 'IncubationStarted' = 'EntryApproved',
): Promise<CommandAnswer> {
  const sought = asked.events.find(({ type }) => type === 'EntryApprovalSought')?.id;
  if (sought === undefined) return asked;
  const conclusion = await awaitConclusion(store, {
    source: incubationCase,
    stream: streamOf(incubationCase.category, asked.id),
    after: asked.revision,
    concludes: ({ type }) => type === 'EntryAdmissionRefused' || type === then,
  });
  if (conclusion === undefined) {
    reply.code(202);
    return asked;
  }
  const { event, recorded } = conclusion;
  const { id, revision, position, type } = recorded;
  if (type === 'EntryAdmissionRefused') {
    const { guard, holder } = event.data;
    const code = guard === 'residency' ? 'residency-taken' : 'place-taken';
    throw problem(`incubation.${code}`, { id: asked.id, ...(holder !== undefined && { holder }) });
  }
  return { ...asked, revision, position, events: [...asked.events, { id, type }] };
}
