export * from './bus.ts';
export { memoryBus, memoryTopics } from './memory.ts';
export type { MemoryTopics } from './memory.ts';
export type { Mirror, MirrorStatus } from './mirror.ts';
export * from './postgres/index.ts';
export { topic } from './topic.ts';
export type { TopicReadable } from './topic.ts';
