import type { PublicPanelEvent, Publish } from '@fuhua/contracts';
import type { PanelEvent } from './panel.events.ts';

/** Others learn that a panel was opened and what it concluded; who rated, and what each gave, stays here. */
export const publishPanel: Publish<PanelEvent, PublicPanelEvent> = ({ type, data }) => {
  switch (type) {
    case 'PanelOpened': {
      const { content: _content, ruleSet: _ruleSet, ...told } = data;
      return { type, data: told };
    }
    case 'PanelConcluded': {
      const { decision: _decision, ...told } = data;
      return { type, data: told };
    }
    case 'PanelCancelled': {
      const { becauseOf: _event, ...told } = data;
      return { type, data: told };
    }
    case 'RaterAssigned':
    case 'DeclarationSigned':
    case 'RaterRecused':
    case 'RaterReplaced':
    case 'RaterOverdue':
    case 'ScoreSubmitted':
    case 'CalibrationHeld':
      return 'private';
  }
};
