export * from './context.ts';
export * from './metadata.ts';
export * from './corrections.ts';
export * from './correction-requests.ts';
export * from './draft.ts';
export * from './handle.ts';
export * from './identity.ts';
