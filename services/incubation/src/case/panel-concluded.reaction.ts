import { evaluationPanel } from '@fuhua/contracts';
import {
  CaseId,
  idOf,
  streamOf,
  type EventOf,
  type Origin,
  type Result,
  type StreamName,
} from '@fuhua/kernel';
import { OnTopic, topic, topicReaction } from '@fuhua/platform/bus';
import {
  handle,
  type CommandContext,
  type Handled,
  type HandleRefusal,
} from '@fuhua/platform/handle';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Controller } from '@nestjs/common';
import { aboutCase } from './case.decider.ts';
import { evaluationConclusions } from './evaluation-conclusions.decider.ts';

type NotAsked = { readonly code: 'incubation.evaluation-not-asked' };
type Concluded = EventOf<typeof evaluationPanel.panelConcluded>;

const panelConcluded = topicReaction<Concluded, NotAsked>({
  group: 'panel-concluded',
  on: topic('evaluation', 'panel', evaluationPanel),
  types: ['PanelConcluded'],
  // A case that ended meanwhile, or was asked anew, has no use for it.
  refusals: { 'incubation.evaluation-not-asked': 'done' },
});

/** What a panel of the evaluation service concluded comes into the case that asked. */
@Controller()
export class PanelConcludedReaction {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @OnTopic(panelConcluded)
  async hear(
    { data, origin }: Concluded & { readonly origin: Origin },
    context: CommandContext,
  ): Promise<Result<Handled, NotAsked | HandleRefusal> | 'ignored'> {
    const id = caseIn(data.subject);
    if (id === undefined) return 'ignored';
    const { panel, request, mean, dimensions, raters, outsideRaters, concludedOn } = data;
    return handle(
      this.ports,
      evaluationConclusions,
      id,
      context,
      () => ({
        ...{ type: 'ReceiveEvaluation' as const, request, concluded: origin.id, panel, mean },
        ...{ dimensions, raters, outsideRaters, concludedOn },
      }),
      { about: aboutCase },
    );
  }
}

/** Others than cases ask for panels too. */
function caseIn(subject: string): CaseId | undefined {
  const { success, data } = CaseId.safeParse(idOf(subject as StreamName));
  return success && subject === streamOf('case', data) ? data : undefined;
}
