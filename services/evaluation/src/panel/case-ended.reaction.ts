import { incubationCase, type PublicCaseEvent } from '@fuhua/contracts';
import { dayOf, type Origin } from '@fuhua/kernel';
import { OnTopic, topic, topicReaction } from '@fuhua/platform/bus';
import { handle, type CommandContext } from '@fuhua/platform/handle';
import type { Reaction } from '@fuhua/platform/reactions';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Controller } from '@nestjs/common';
import { aboutPanel, panelRequests } from './panel.decider.ts';
import { PanelEntity, panelView } from './panel.view.ts';

const ends = [
  ...(['EntryLapsed', 'EntryRejected', 'EntryApprovalWithdrawn'] as const),
  ...(['EndedWithoutGraduation', 'VoluntaryExitRecorded', 'Graduated'] as const),
  'EarlyExitBecameFinal' as const,
];
type CaseEnd = Extract<PublicCaseEvent, { readonly type: (typeof ends)[number] }>;

/** A case has ended: nothing is to be evaluated any more. */
const ended = topicReaction<CaseEnd, never>({
  group: 'panel-case-ended',
  on: topic('incubation', 'case', incubationCase),
  types: ends,
  refusals: {},
});

@Controller()
export class CaseEndedReaction {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** A case has one open panel at most. @throws ViewBehind */
  @OnTopic(ended)
  async cancel(
    { origin }: CaseEnd & { readonly origin: Origin },
    context: CommandContext,
  ): ReturnType<Reaction<CaseEnd, never>['react']> {
    const { dataSource, projection, store } = this.ports;
    await projection.waitUntil(panelView, await store.head());
    const where = { subject: origin.stream, stage: 'open' as const };
    const open = await dataSource.getRepository(PanelEntity).findOneBy(where);
    if (open === null) return 'ignored';
    const on = dayOf(origin.occurredAt);
    const command = { type: 'CancelPanel' as const, becauseOf: origin.id, on };
    const options = { about: aboutPanel };
    return handle(this.ports, panelRequests, open.panel, context, () => command, options);
  }
}
