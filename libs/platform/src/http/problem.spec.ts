import { describe, expect, test } from '@jest/globals';
import { Busy, OutcomeUnknown, TooLarge, Unavailable } from '../event-store/index.ts';
import { JsonError } from './json.ts';
import { correctionProblems, platformProblems } from './platform-problems.ts';
import { problemFor } from './problem-filter.ts';
import { allProblems, problem, problemBody, problemTable, raise } from './problem.ts';

describe('problems', () => {
  test('every code of the platform is registered, told in two languages, and a client can act on it', () => {
    const codes = allProblems().map(([code]) => code);
    expect(codes).toEqual(
      expect.arrayContaining([
        ...Object.keys(platformProblems),
        ...Object.keys(correctionProblems),
      ]),
    );
    expect(codes).toEqual([...codes].sort());
    for (const [, { status, title, retryAfterSeconds }] of allProblems()) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title.zh).toMatch(/\p{Script=Han}/u);
      expect(title.en).toMatch(/^[A-Z][ -~]+$/);
      if (status === 429) expect(retryAfterSeconds).toBeGreaterThan(0);
    }
  });

  test('a code has one meaning', () => {
    const table = { 'spec.one': { status: 409, title: { zh: '一', en: 'One' } } } as const;
    expect(problemTable(table)).toBe(table);
    expect(() => problemTable({ ...table })).not.toThrow();
    expect(() =>
      problemTable({ 'spec.one': { status: 410, title: { zh: '一', en: 'One' } } }),
    ).toThrow('spec.one');
    expect(() => problemTable({ NotACode: table['spec.one'] })).toThrow('not a code');
    expect(() => problem('spec.nowhere')).toThrow('no problem table holds spec.nowhere');
  });

  test('a refusal is told with its members, which never replace the standard ones', () => {
    const table = problemTable({
      'spec.staged': {
        status: 409,
        title: { zh: '当前阶段为 {stage}', en: 'The stage is {stage}' },
        detail: { zh: '第 {round} 轮，{missing}', en: 'Round {round}, {missing}' },
      },
    });
    const refusal = {
      code: 'spec.staged',
      stage: 'exited',
      round: 2,
      status: 200,
      title: 'x',
      decision: { a: 1 },
    } as const;
    try {
      raise(refusal, table);
    } catch (error) {
      expect(problemBody(error as never, 'en', 'r-1')).toEqual({
        type: 'urn:fuhua:problem:spec.staged',
        title: 'The stage is exited',
        status: 409,
        detail: 'Round 2, {missing}',
        code: 'spec.staged',
        instance: 'r-1',
        stage: 'exited',
        round: 2,
        decision: { a: 1 },
      });
    }
    expect.assertions(1);
  });

  class ViewBehind extends Unavailable {
    readonly lag = { position: 3n, wanted: 5n };
  }
  class QueryFailedError extends Error {
    constructor(readonly driverError: Error) {
      super('select 1');
    }
  }
  const withCode = (code: string): Error => Object.assign(new Error('pg'), { code });

  test.each([
    [new OutcomeUnknown(), 'outcome-unknown'],
    [new Busy(), 'busy'],
    [new Unavailable(), 'unavailable'],
    [new ViewBehind(), 'view-behind'],
    [new TooLarge(), 'command-too-large'],
    [new JsonError({ code: 'platform.duplicate-key', pointer: '/a' }), 'duplicate-key'],
    [withCode('57P01'), 'unavailable'],
    [withCode('ECONNREFUSED'), 'unavailable'],
    [new QueryFailedError(withCode('08006')), 'unavailable'],
    [new QueryFailedError(withCode('42P01')), 'internal'],
    [new Error('Connection terminated unexpectedly'), 'unavailable'],
    [new TypeError('a bug'), 'internal'],
    [Object.assign(new Error('not Fastify’s'), { statusCode: 404 }), 'internal'],
    ['a thrown text', 'internal'],
    [undefined, 'internal'],
  ])('%s is platform.%s', (error, code) => {
    expect(problemFor(error).code).toBe(`platform.${code}`);
  });
});
