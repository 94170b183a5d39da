import { evaluationRequested, type PublicEvaluationRequest } from '@fuhua/contracts';
import { dayOf, type EventId, type Origin } from '@fuhua/kernel';
import { OnTopic, topic, topicReaction } from '@fuhua/platform/bus';
import { handle, uuidOf, type CommandContext } from '@fuhua/platform/handle';
import type { Reaction } from '@fuhua/platform/reactions';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { ruleSetInForce, shippedRuleSets } from '@fuhua/rules';
import { Controller } from '@nestjs/common';
import { rubricOn } from '../rubric/rubric.view.ts';
import { aboutPanel, panelRequests } from './panel.decider.ts';
import type { PanelId } from './panel.events.ts';

/** A case asks for a panel. */
const requested = topicReaction<PublicEvaluationRequest, never>({
  group: 'evaluation-requested',
  on: topic('incubation', 'case', { evaluationRequested }),
  types: ['EvaluationRequested'],
  refusals: {},
});

/** The same panel for every delivery of a request: a second one opens nothing. */
export const panelIdOf = (request: EventId): PanelId => uuidOf('panel', request) as PanelId;

@Controller()
export class EvaluationRequestedReaction {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** @throws RangeError where no rule set was in force when it was asked */
  @OnTopic(requested)
  async open(
    { data, origin }: PublicEvaluationRequest & { readonly origin: Origin },
    context: CommandContext,
  ): ReturnType<Reaction<PublicEvaluationRequest, never>['react']> {
    const { request, division, purpose } = data;
    const id = panelIdOf(request);
    const openedOn = dayOf(origin.occurredAt);
    const ruleSet = ruleSetInForce(shippedRuleSets, division, openedOn);
    if (ruleSet === undefined) throw new RangeError(`no rule set in ${division} on ${openedOn}`);
    const { content, ...rubric } = await rubricOn(this.ports, purpose, division, openedOn);
    const pinned = { ruleSet: { id: ruleSet.id, version: ruleSet.version }, rubric, content };
    const opening = { ...data, panel: id, subject: origin.stream, ...pinned, openedOn };
    const command = { type: 'OpenPanel' as const, opening };
    const options = { about: aboutPanel };
    return handle(this.ports, panelRequests, id, context, () => command, options);
  }
}
