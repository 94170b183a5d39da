import { expect, test } from '@jest/globals';
import { fold, parseInstant, type Overridden, type Told } from '@fuhua/kernel';
import { told } from '@fuhua/testing';
import { operatorContractDecider } from './operatorcontract.decider.ts';
import type { OperatorContractEvent } from './operatorcontract.events.ts';
import {
  contractOf,
  day,
  nominating,
  prepared,
  signing,
  storyOf,
  subject,
  terms,
  type Story,
} from './operatorcontract.suite.ts';
import { overrideSigning } from './override.decider.ts';

const now = parseInstant('2023-12-28T09:00:00+08:00');
const end = day('2025-01-01');
const nominated = [...prepared, ...storyOf(prepared, ['2023-12-11', nominating()])];
/** A year and a day, which R-OPR-02 refuses. */
const refused = [...nominated, ...storyOf(nominated, ['2023-12-25', signing({ end })])];

/** What follows where two persons override the last decision of the history. */
function overridden(history: Story, more: Partial<Overridden> = {}) {
  const stands = told<OperatorContractEvent>(...history);
  const event = stands.findLast(({ data }) => 'decision' in data) as unknown as Told;
  const state = fold(operatorContractDecider, stands);
  return overrideSigning(state, { event, outcome: 'granted', now, ...more });
}

test('a contract that was refused is to be signed on its terms, once the seat is granted', () => {
  const follows = overridden(refused);
  expect(follows).toMatchObject({
    ok: true,
    value: [
      {
        type: 'ContractSigningSought',
        data: {
          ...{ ...subject, start: terms.start, end },
          agreed: { signedOn: terms.signedOn, end, publishBy: { due: '2024-01-02' } },
        },
      },
    ],
  });
  expect(JSON.stringify(follows)).not.toContain('decision');
});

test('a contract that has come about meanwhile is not signed again', () => {
  const [, signed] = contractOf();
  const sought = storyOf(refused, ['2023-12-25', signing()]);
  expect(overridden([...refused, ...sought], { event: eventOf(refused) })).toMatchObject({
    refusal: { code: 'registry.seat-awaited' },
  });
  expect(overridden([...refused, ...sought, signed!], { event: eventOf(refused) })).toMatchObject({
    refusal: { code: 'registry.wrong-stage', stage: 'in-force' },
  });
});

test('neither who is eligible nor a contract that was granted is overridden', () => {
  expect(overridden(nominated)).toBe('not-offered');
  expect(overridden(refused, { outcome: 'refused' })).toBe('not-offered');
});

function eventOf(history: Story): Told {
  return told<OperatorContractEvent>(...history).at(-1) as unknown as Told;
}
