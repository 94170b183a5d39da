export * from './errors.ts';
export * from './event-store.ts';
export { memoryEngine, memoryStore } from './memory.ts';
export type { MemoryEngine } from './memory.ts';
export * from './postgres/index.ts';
