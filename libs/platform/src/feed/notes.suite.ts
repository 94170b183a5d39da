import { randomUUID } from 'node:crypto';
import type { PublicEvent, Publish } from '@fuhua/contracts';
import { publicEvent } from '@fuhua/contracts';
import {
  catalogue,
  event,
  ok,
  personal,
  PersonId,
  refuse,
  type DivisionCode,
  type EventOf,
  type Instant,
  type Slice,
} from '@fuhua/kernel';
import { z } from 'zod';
import { memoryStore, type EventStore } from '../event-store/index.ts';
import { handle, type CommandContext, type Handled } from '../handle/index.ts';
import { memoryKeys, openPrivacy, randomMasterKey, type Privacy } from '../privacy/index.ts';

/** A small slice for specs: a note about a person is opened, told of, put aside. */

export const noteOpened = event(
  'NoteOpened',
  1,
  z.object({
    person: PersonId,
    title: z.string().min(1),
    place: z.object({ street: z.string(), room: z.string().optional() }).optional(),
    name: personal(z.string().min(1), 'person'),
    remark: z.string().optional(),
  }),
  { correctable: ['title', 'place', 'name', 'remark'] },
);
const notePutAside = event('NotePutAside', 1, z.object({ why: z.string() }), {
  correctable: ['why'],
});

export type NoteEvent = EventOf<typeof noteOpened> | EventOf<typeof notePutAside>;
export type NoteCommand =
  | { type: 'OpenNote'; person: PersonId; title: string; name: string }
  | { type: 'PutAside'; why: string };

export const note: Slice<boolean, NoteCommand, NoteEvent, { readonly code: 'notes.none' }> = {
  category: 'note',
  events: catalogue(noteOpened, notePutAside),
  decider: {
    initial: false,
    decide(command, isOpen) {
      switch (command.type) {
        case 'OpenNote': {
          const { person, title, name } = command;
          return ok([noteOpened({ person, title, name })]);
        }
        case 'PutAside':
          return isOpen ? ok([notePutAside({ why: command.why })]) : refuse({ code: 'notes.none' });
      }
    },
    evolve: () => true,
  },
};

/** Titles are public, persons and names are not. */
export const publishNote: Publish<NoteEvent, PublicEvent> = ({ type, data }) => {
  switch (type) {
    case 'NoteOpened':
      return { type, data: { title: data.title } };
    case 'NotePutAside':
      return 'private';
  }
};

export const noteContract = {
  noteOpened: publicEvent('NoteOpened', z.object({ title: z.string() })),
};

export interface NotePorts {
  readonly service: string;
  readonly store: EventStore & { epoch(): string };
  readonly privacy: Privacy;
}

export async function notePorts(): Promise<NotePorts> {
  const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
  return { service: 'notes', store: Object.assign(memoryStore(), { epoch: () => 'e1' }), privacy };
}

export const author = '11111111-1111-4111-8111-111111111111' as PersonId;

function contextOf(now: Instant): CommandContext {
  const actor = { person: author, role: 'officer' };
  return { commandId: randomUUID(), keyed: false, now, actor, correlationId: 'spec' };
}

/** As a route of the slice would. */
export async function act(
  ports: NotePorts,
  id: string,
  command: NoteCommand,
  about: { readonly division?: DivisionCode; readonly at?: Instant } = {},
): Promise<Handled> {
  const { at = '2024-03-01T02:00:00.000Z' as Instant, division } = about;
  const result = await handle(ports, note, id, contextOf(at), () => command, {
    about: () => ({ division }),
  });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
