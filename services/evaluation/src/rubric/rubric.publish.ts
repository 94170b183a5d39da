import type { PublicRubricEvent, Publish } from '@fuhua/contracts';
import type { RubricEvent } from './rubric.events.ts';

/** What is released is for everybody to know before it is used; drafts are not. */
export const publishRubric: Publish<RubricEvent, PublicRubricEvent> = ({ type, data }) => {
  switch (type) {
    case 'RubricReleased':
    case 'RubricSuperseded':
      return { type, data } as PublicRubricEvent;
    case 'RubricDrafted':
      return 'private';
  }
};
