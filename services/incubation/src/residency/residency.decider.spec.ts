import { expect, test } from '@jest/globals';
import { fold, type CaseId, type EventId } from '@fuhua/kernel';
import type { CaseMode } from '@fuhua/rules';
import { baseId, eventId, given, organizationId, told, uuidNamed } from '@fuhua/testing';
import fc from 'fast-check';
import { residency, residencyDecider, type ResidencyCommand } from './residency.decider.ts';
import {
  residencyGranted,
  residencyRefused,
  residencyReleased,
  type ResidencyEvent,
} from './residency.events.ts';
import { publishResidency } from './residency.publish.ts';

const organization = organizationId('nuanyang');
const [huashi, xinqiao] = [baseId('huashi'), baseId('xinqiao')];
const caseId = (name: string): CaseId => uuidNamed('case', name) as CaseId;
const [first, second] = [caseId('first'), caseId('second')];
const [asked, later, ended] = [eventId('asked'), eventId('later'), eventId('ended')];

const asking = (
  id: CaseId,
  askedBy: EventId,
  { mode = 'in-shell', base = huashi }: { mode?: CaseMode; base?: typeof huashi } = {},
) => ({ ...{ organization, base, case: id, mode, askedBy } });
const ofFirst = { ...asking(first, asked), place: { capacity: 3 } };
const late = asking(second, later, { base: xinqiao });
const take = (data: ReturnType<typeof asking>): ResidencyCommand => ({
  ...{ type: 'TakeResidency', ...data },
});
const release = (id: CaseId, becauseOf: EventId, answers?: EventId): ResidencyCommand => ({
  ...{ type: 'ReleaseResidency', organization, case: id, becauseOf, answers },
});
const released = residencyReleased({ organization, case: first, becauseOf: ended });
const held = given(residency, residencyGranted(ofFirst));

test('the first case in shell is granted, and says what is asked of the base next', () => {
  given(residency).when(take(ofFirst)).then(residencyGranted(ofFirst));
});

test('a second case in shell is refused anywhere in the province, and told which one there is', () => {
  held.when(take(late)).then(residencyRefused({ ...late, holder: first, holderBase: huashi }));
});

test('one virtual case may be beside it, and one only', () => {
  const virtual = asking(second, later, { mode: 'virtual' });
  held.when(take(virtual)).then(residencyGranted(virtual));
  const third = asking(caseId('third'), eventId('third'), { mode: 'virtual' });
  given(residency, residencyGranted(ofFirst), residencyGranted(virtual))
    .when(take(third))
    .then(residencyRefused({ ...third, holder: second, holderBase: huashi }));
});

test('an asking event is answered once', () => {
  held.when(take(ofFirst)).thenNothing();
  const refused = residencyRefused({ ...late, holder: first, holderBase: huashi });
  given(residency, residencyGranted(ofFirst), refused, released).when(take(late)).thenNothing();
});

test('after its end the organization may be taken in again, and the end counts once', () => {
  held.when(release(first, ended)).then(released);
  const after = given(residency, residencyGranted(ofFirst), released);
  after.when(release(first, ended)).thenNothing();
  after.when(take(late)).then(residencyGranted(late));
});

test('a place that is refused gives residency back, and answers who asked', () => {
  const refusal = eventId('refusal');
  held
    .when(release(first, refusal, asked))
    .then(residencyReleased({ organization, case: first, becauseOf: refusal, answers: asked }));
  given(residency)
    .when(release(first, refusal, asked))
    .thenRefused({ code: 'incubation.residency-not-held', organization, case: first });
});

test('a case that ends before its approval gives nothing back', () => {
  held.when(release(second, ended)).thenNothing();
});

test('the guard tells nobody outside', () => {
  const refused = residencyRefused({ ...late, holder: first, holderBase: huashi });
  const events = [residencyGranted(ofFirst), refused, released];
  expect(told<ResidencyEvent>(...events).map(publishResidency)).toEqual([
    ...['private', 'private', 'private'],
  ]);
});

test('whatever the interleaving: one case a mode, and each asking event one answer', () => {
  const who = fc.constantFrom('a', 'b', 'c').map(caseId);
  const n = fc.integer({ min: 0, max: 4 });
  const mode = fc.constantFrom<CaseMode>('in-shell', 'virtual');
  const anyCommand = fc
    .tuple(who, n, mode, fc.boolean())
    .map(([id, time, of, takes]) =>
      takes
        ? take(asking(id, eventId(`${id} asks ${String(time)}`), { mode: of }))
        : release(id, eventId(`${id} ends ${String(time)}`)),
    );
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
      let history: readonly ResidencyEvent[] = [];
      const active = new Map<CaseMode, Set<CaseId>>();
      for (const command of commands) {
        const state = fold(residencyDecider, told(...history));
        const decided = residencyDecider.decide(command, state);
        if (!decided.ok) continue;
        history = [...history, ...decided.value];
        for (const { type, data } of decided.value) {
          if (type === 'ResidencyGranted') {
            active.set(data.mode, new Set(active.get(data.mode)).add(data.case));
          }
          if (type === 'ResidencyReleased') {
            for (const cases of active.values()) cases.delete(data.case);
          }
        }
        for (const cases of active.values()) expect(cases.size).toBeLessThanOrEqual(1);
      }
      const answers = history.flatMap(({ data }) => ('askedBy' in data ? [data.askedBy] : []));
      expect(answers).toHaveLength(new Set(answers).size);
    }),
  );
});
