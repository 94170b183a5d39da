import { catalogue } from '@fuhua/kernel';
import { functionEvents, type FunctionEvent } from './functions.events.ts';
import { lifeEvents, type LifeEvent } from './life.events.ts';
import { regimeEvents, type RegimeEvent } from './regime.events.ts';
import { upkeepEvents, type UpkeepEvent } from './upkeep.events.ts';
import { typesOf } from './values.events.ts';

export * from './functions.events.ts';
export * from './life.events.ts';
export * from './regime.events.ts';
export * from './regime-values.events.ts';
export * from './upkeep.events.ts';
export * from './values.events.ts';

export const baseEvents = catalogue(
  ...lifeEvents,
  ...functionEvents,
  ...regimeEvents,
  ...upkeepEvents,
);
export type BaseEvent = LifeEvent | FunctionEvent | RegimeEvent | UpkeepEvent;

const lifeTypes = typesOf(lifeEvents);
const functionTypes = typesOf(functionEvents);
const regimeTypes = typesOf(regimeEvents);

export function isLifeEvent(event: BaseEvent): event is LifeEvent {
  return lifeTypes.has(event.type);
}

export function isFunctionEvent(event: BaseEvent): event is FunctionEvent {
  return functionTypes.has(event.type);
}

export function isRegimeEvent(event: BaseEvent): event is RegimeEvent {
  return regimeTypes.has(event.type);
}
