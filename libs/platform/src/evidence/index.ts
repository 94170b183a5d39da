import 'reflect-metadata';

export { evidenceTable } from './backup.ts';
export { EvidenceHttp } from './evidence-controller.ts';
export { evidenceProblems } from './evidence-problems.ts';
export { readEvidence, storeEvidence, unknownEvidence } from './files.ts';
export type { EvidenceFile } from './files.ts';
export { extensionOf, mediaTypeOf } from './media-type.ts';
export type { MediaType } from './media-type.ts';
export { evidenceMigrations } from './migrate.ts';
export { IsEvidenceHash } from './validators.ts';
