export * from './authority-id.ts';
export * from './authority.ts';
export * from './directory.ts';
export * from './filing-deadline-rows.ts';
export * from './zone-mapping-rows.ts';
export * from './fact-row.ts';
export * from './facts-on.ts';
export * from './organization-facts.ts';
