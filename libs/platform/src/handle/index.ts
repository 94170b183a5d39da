export * from './context.ts';
export * from './metadata.ts';
