import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  listingRule,
  type ListedEntry,
  type ListingRegisterFacts,
  type Outcome,
} from '../index.ts';

const params = { lists: ['abnormal-activity' as const, 'serious-violation' as const] };
type Values = { readonly [K in keyof ListingRegisterFacts]?: ListingRegisterFacts[K] | undefined };
const asked = (values: Values, on = '2024-03-04') =>
  listingRule.evaluate(
    known<ListingRegisterFacts>({
      'applicant.kind': 'registered',
      'organization.listings': [],
      'organization.listsSynchronisedOn': parseDay('2024-03-04'),
      ...values,
    }),
    params,
    at(on),
  );
const entry = (list: ListedEntry['list'], from: string): ListedEntry => ({
  list,
  from: parseDay(from),
});

describe('absence counts while the register is at most 7 days old', () => {
  test.each<[string, Outcome]>([
    ['2024-03-04', 'pass'],
    ['2024-03-10', 'pass'],
    ['2024-03-11', 'pass'],
    ['2024-03-12', 'unknown'],
    ['2024-03-03', 'unknown'], // synchronised only later
  ])('synchronised on 2024-03-04, asked on %s: %s', (on, outcome) => {
    expect(asked({}, on).outcome).toBe(outcome);
  });

  test('never synchronised, or not known when, is unknown', () => {
    expect(asked({ 'organization.listsSynchronisedOn': 'never' }).outcome).toBe('unknown');
    expect(asked({ 'organization.listsSynchronisedOn': undefined }).outcome).toBe('unknown');
    expect(asked({ 'organization.listings': undefined }).outcome).toBe('unknown');
  });
});

describe('presence always counts', () => {
  test.each<[ListedEntry['list'], string, Outcome]>([
    ['abnormal-activity', '2024-03-03', 'fail'],
    ['abnormal-activity', '2024-03-04', 'fail'],
    ['abnormal-activity', '2024-03-05', 'pass'],
    ['serious-violation', '2020-01-01', 'fail'],
  ])('on %s from %s: %s', (list, from, outcome) => {
    expect(asked({ 'organization.listings': [entry(list, from)] }).outcome).toBe(outcome);
  });

  test('in a stale register too', () => {
    const listed = { 'organization.listings': [entry('abnormal-activity', '2024-01-02')] };
    expect(asked(listed, '2024-06-01').outcome).toBe('fail');
    expect(asked(listed).reason).toEqual({
      zh: '自 2024-01-02 起列入活动异常名录',
      en: 'on the abnormal-activity list since 2024-01-02',
    });
  });
});

test('who is not registered is on no list', () => {
  const none = {
    'organization.listings': undefined,
    'organization.listsSynchronisedOn': undefined,
  };
  expect(asked({ ...none, 'applicant.kind': 'filed' }).outcome).toBe('pass');
  expect(asked({ ...none, 'applicant.kind': 'preparing-team' }).outcome).toBe('pass');
  expect(asked({ 'applicant.kind': undefined }).outcome).toBe('unknown');
});
