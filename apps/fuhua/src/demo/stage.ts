import type { Day } from '@fuhua/kernel';
import type { Text } from '../user-error.ts';

/** What a scenario needs of a fuhua whose clock is simulated: somebody to ask, time to pass, and a reader. */
export interface Stage {
  /** Brings the clock to 09:00 of that day; every deadline on the way passes. */
  day(day: Day): Promise<void>;
  readonly administrator: Performer;
  /** An officer of a civil-affairs bureau; bureau and officer are on record afterwards. */
  officer(division: string, name: string): Promise<Officer>;
  /** Somebody with one role; every service has heard of it, and of all that registry recorded before. */
  person(name: string, role: string, reach: object): Promise<Performer>;
  /** Nobody in particular: what the public sees. */
  readonly anybody: Performer;
  tell(step: Step): void;
}

export interface Performer {
  readonly name: string;
  /** Its id in registry; empty for the public. */
  readonly person: string;
  /** By the gateway: `/registry/v1/bases`. */
  get(path: string): Promise<Answer>;
  /** With a key, a repeat has the same answer. @throws when the service does not answer as an HTTP service does */
  post(path: string, body: object, key?: string): Promise<Answer>;
}

export interface Officer extends Performer {
  /** The bureau it acts for. */
  readonly authority: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One line of the timeline, with what was answered. */
export interface Step {
  readonly who: string;
  readonly does: Text;
  readonly answer: Answer;
  /** What the scenario says must come of it. */
  readonly expected: Expected;
}

export interface Expected {
  readonly status: number;
  /** Of the decision. */
  readonly outcome?: 'granted' | 'refused';
  /** The rule that refused. */
  readonly rule?: string;
  /** Of a problem. */
  readonly code?: string;
  /** How many a list holds. */
  readonly items?: number;
}

/** A scenario by the name under which it is known. */
export interface Scenario {
  readonly id: string;
  readonly title: Text;
  readonly begins: Day;
  run(stage: Stage): Promise<void>;
}
