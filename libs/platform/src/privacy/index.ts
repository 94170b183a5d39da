export * from './errors.ts';
export { memoryKeys } from './key-store.ts';
export type { KeyStore, KnownKeys } from './key-store.ts';
export { masterCheckOf, randomMasterKey, readMasterKey } from './master-key.ts';
export type { MasterKey } from './master-key.ts';
export { openPrivacy } from './open.ts';
export type { PrivacyOptions } from './open.ts';
export * from './privacy.ts';
export * from './postgres/index.ts';
