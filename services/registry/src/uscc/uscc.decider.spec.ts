import { expect, test } from '@jest/globals';
import { eventId, given, organizationId, told } from '@fuhua/testing';
import { fold, type EventId, type OrganizationId } from '@fuhua/kernel';
import { makeUscc } from '@fuhua/rules';
import fc from 'fast-check';
import { uscc, usccDecider, type UsccCommand } from './uscc.decider.ts';
import { codeRefused, codeReleased, codeTaken, type UsccEvent } from './uscc.events.ts';
import { publishUscc } from './uscc.publish.ts';

const code = makeUscc('52320506', 'MJ500001');
const [sunny, rainy] = [organizationId('sunny'), organizationId('rainy')];
const [asked, askedLater, voided] = [eventId('asked'), eventId('askedLater'), eventId('voided')];

const take = (organization: OrganizationId, askedBy: EventId): UsccCommand => ({
  type: 'TakeCode',
  uscc: code,
  organization,
  askedBy,
});
const release = (organization: OrganizationId, becauseOf: EventId): UsccCommand => ({
  type: 'ReleaseCode',
  uscc: code,
  organization,
  becauseOf,
});
const taken = (organization: OrganizationId, askedBy: EventId) =>
  codeTaken({ uscc: code, organization, askedBy });
const released = (organization: OrganizationId, becauseOf: EventId) =>
  codeReleased({ uscc: code, organization, becauseOf });
const refused = codeRefused({
  uscc: code,
  organization: rainy,
  askedBy: askedLater,
  holder: sunny,
});

test('the first to ask has the code', () => {
  given(uscc).when(take(sunny, asked)).then(taken(sunny, asked));
});

test('the second is refused and told who holds it', () => {
  given(uscc, taken(sunny, asked)).when(take(rainy, askedLater)).then(refused);
});

test('its holder may ask again and gets another answer', () => {
  given(uscc, taken(sunny, asked)).when(take(sunny, askedLater)).then(taken(sunny, askedLater));
});

test('an asking event that was granted is not answered again', () => {
  given(uscc, taken(sunny, asked)).when(take(sunny, asked)).thenNothing();
});

test('an asking event that was refused stays refused, even when the code is free by then', () => {
  given(uscc, taken(sunny, asked), refused, released(sunny, voided))
    .when(take(rainy, askedLater))
    .thenNothing();
});

test('the holder gives the code back', () => {
  given(uscc, taken(sunny, asked)).when(release(sunny, voided)).then(released(sunny, voided));
});

test('after release the next may take it', () => {
  given(uscc, taken(sunny, asked), released(sunny, voided))
    .when(take(rainy, askedLater))
    .then(taken(rainy, askedLater));
});

test('a repeated release does not take the code from the next holder', () => {
  given(uscc, taken(sunny, asked), released(sunny, voided), taken(rainy, askedLater))
    .when(release(sunny, voided))
    .thenNothing();
});

test('nobody releases what another holds', () => {
  given(uscc, taken(sunny, asked))
    .when(release(rainy, voided))
    .thenRefused({ code: 'registry.code-not-held', uscc: code, organization: rainy });
});

test('nobody releases a code that is free', () => {
  given(uscc).when(release(sunny, voided)).thenRefused('registry.code-not-held');
});

test('the guard tells nobody outside', () => {
  const events = [taken(sunny, asked), refused, released(sunny, voided)];
  expect(told<UsccEvent>(...events).map(publishUscc)).toEqual(['private', 'private', 'private']);
});

test('whatever the interleaving: never two holders, and one answer to each asking event', () => {
  const who = fc.constantFrom('a', 'b', 'c').map(organizationId);
  const asking = fc.record({ who, n: fc.integer({ min: 0, max: 5 }) });
  const anyCommand = fc.oneof(
    asking.map(({ who: organization, n }) =>
      take(organization, eventId(`${organization} asks ${String(n)}`)),
    ),
    asking.map(({ who: organization, n }) =>
      release(organization, eventId(`${organization} is voided ${String(n)}`)),
    ),
  );
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
      let history: readonly UsccEvent[] = [];
      for (const command of commands) {
        const decided = usccDecider.decide(command, fold(usccDecider, told(...history)));
        if (decided.ok) history = [...history, ...decided.value];
      }
      let holder: OrganizationId | undefined;
      for (const { type, data } of history) {
        if (type === 'CodeTaken') {
          expect([undefined, data.organization]).toContain(holder);
          holder = data.organization;
        } else if (type === 'CodeRefused') {
          expect(data.holder).toBe(holder);
          expect(data.organization).not.toBe(holder);
        } else {
          expect(data.organization).toBe(holder);
          holder = undefined;
        }
      }
      const answers = history.flatMap(({ data }) => ('askedBy' in data ? [data.askedBy] : []));
      const asked = commands.flatMap((command) =>
        command.type === 'TakeCode' ? [command.askedBy] : [],
      );
      expect([...answers].sort()).toEqual([...new Set(asked)].sort());
    }),
  );
});
