export * from './migrate.ts';
export * from './open.ts';
