export * from './result.ts';
export * from './time.ts';
export * from './ids.ts';
export * from './event.ts';
export * from './source.ts';
export * from './decider.ts';
export * from './correction.ts';
export * from './shared.events.ts';
