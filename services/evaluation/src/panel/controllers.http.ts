import { CaseEndedReaction } from './case-ended.reaction.ts';
import { EvaluationRequestedReaction } from './evaluation-requested.reaction.ts';
import { PanelQueryHttp } from './panel-query.http.ts';
import { PanelHttp } from './panel.http.ts';

/** Every route of the slice, and what it hears of others. */
export const panelControllers = [
  PanelHttp,
  PanelQueryHttp,
  EvaluationRequestedReaction,
  CaseEndedReaction,
];
