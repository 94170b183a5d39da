import 'reflect-metadata';

export { envelopeOf } from './envelope.ts';
export type { HistoryName, Publication } from './envelope.ts';
export { feedController } from './feed-controller.ts';
export type { FeedOptions } from './feed-controller.ts';
export { publicationOf, publicTypesOf } from './publication.ts';
export type { PublishedSlice } from './publication.ts';
export { readFeed } from './read-feed.ts';
export type { FeedPage, FeedPorts, FeedRequest } from './read-feed.ts';
