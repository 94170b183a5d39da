import { catalogue } from '@fuhua/kernel';
import { lifeEvents, type LifeEvent } from './life.events.ts';
import { regimeEvents, type RegimeEvent } from './regime.events.ts';
import { typesOf } from './values.events.ts';

export * from './life.events.ts';
export * from './regime.events.ts';
export * from './regime-values.events.ts';
export * from './values.events.ts';

export const baseEvents = catalogue(...lifeEvents, ...regimeEvents);
export type BaseEvent = LifeEvent | RegimeEvent;

const lifeTypes = typesOf(lifeEvents);
const regimeTypes = typesOf(regimeEvents);

export function isLifeEvent(event: BaseEvent): event is LifeEvent {
  return lifeTypes.has(event.type);
}

export function isRegimeEvent(event: BaseEvent): event is RegimeEvent {
  return regimeTypes.has(event.type);
}
