import type { Entry } from './audit.ts';

interface Ends {
  readonly granted: readonly string[];
  readonly refused: readonly string[];
}

/** What asks a guard stream, and what ends the asking in the stream that asked. */
const askings: Readonly<Record<string, Ends>> = {
  CodeSought: {
    granted: ['OrganizationRegistered', 'OrganizationLinkedToCode'],
    refused: ['RegistrationRefused', 'CodeLinkRefused'],
  },
  EntryApprovalSought: { granted: ['EntryApproved'], refused: ['EntryAdmissionRefused'] },
};

/** What a guard gives, and what gives it back; here nobody asks again for what they hold. */
const gifts: Readonly<Record<string, number>> = {
  ...{ CodeTaken: 1, CodeReleased: -1 },
  ...{ ResidencyGranted: 1, ResidencyReleased: -1 },
};

/** Streams that asked and were not told: what was begun is left half-way. */
export function unanswered(history: readonly Entry[]): readonly string[] {
  const { waiting } = asked(history);
  return waiting.map(({ stream }) => `${stream} asked and was not answered`);
}

/** Ids of the events that asked in vain: the client was refused, and yet they stand in the history. */
export function refusedAskings(history: readonly Entry[]): ReadonlySet<string> {
  return new Set(asked(history).refused.map(({ id }) => id));
}

/** Guards that gave a second time what they had given. */
export function givenTwice(history: readonly Entry[]): readonly string[] {
  const given = new Map<string, number>();
  const twice = new Set<string>();
  for (const { stream, type } of history) {
    const count = (given.get(stream) ?? 0) + (gifts[type] ?? 0);
    given.set(stream, count);
    if (count > 1) twice.add(`${stream} was given twice`);
  }
  return [...twice];
}

function asked(history: readonly Entry[]): {
  readonly waiting: readonly Entry[];
  readonly refused: readonly Entry[];
} {
  const waiting = new Map<string, Entry>();
  const refused: Entry[] = [];
  for (const entry of history) {
    const { stream, type } = entry;
    const asking = waiting.get(stream);
    const ends = askings[asking?.type ?? ''];
    if (asking !== undefined && ends?.refused.includes(type) === true) refused.push(asking);
    if ([...(ends?.granted ?? []), ...(ends?.refused ?? [])].includes(type)) waiting.delete(stream);
    if (type in askings) waiting.set(stream, entry);
  }
  return { waiting: [...waiting.values()], refused };
}
