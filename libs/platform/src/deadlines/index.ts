export { deadlinesIn } from './deadline-table.ts';
export type { DeadlineTable, OpenDeadline, StuckDeadline } from './deadline-table.ts';
export { deadlinesHealth } from './health.ts';
export { deadlineMigrations } from './migrate.ts';
export { runDeadlines } from './run-deadlines.ts';
export type { Deadlines, DeadlinesOptions, DeadlinesStatus, TimedStatus } from './run-deadlines.ts';
export { timed } from './timed.ts';
export type { PassDeadline, TimedOptions, TimedSlice } from './timed.ts';
