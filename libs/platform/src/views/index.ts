export * from './as-of.ts';
export { foldStream, FoldFailed, OutOfStep } from './fold.ts';
export * from './migrate.ts';
export * from './position-token.ts';
export { ViewBehind } from './progress.ts';
export * from './projector.ts';
export { RebuildNeeded, ViewCursor } from './view-cursor.ts';
export * from './view.ts';
