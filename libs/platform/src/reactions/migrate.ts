import { Reactions1764100000000 } from './migrations/1764100000000-reactions.ts';
import { ReactionTopic1764100500000 } from './migrations/1764100500000-reaction-topic.ts';

/** Beside the service's own, in the data source of a service that reacts. Its tables have no entities. */
export const reactionMigrations: readonly (new () => object)[] = [
  Reactions1764100000000,
  ReactionTopic1764100500000,
];
