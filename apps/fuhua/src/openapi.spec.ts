import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  faultOfAnswer,
  faultOfBody,
  faultOfProblems,
  faultsOfProblemExamples,
  isBoth,
  refusalOf,
  toldBy,
  type Operation,
  type Service,
} from './openapi.suite.ts';

describe.each(['registry', 'incubation', 'evaluation'] as const)('every route of %s', (name) => {
  let service: Service;
  beforeAll(async () => {
    service = await toldBy(name);
  });
  const faults = (faultOf: (one: Operation) => unknown): readonly string[] =>
    service.operations.flatMap((one) => {
      const fault = faultOf(one);
      return fault === undefined ? [] : [`${one.address}: ${JSON.stringify(fault)}`];
    });

  test('says in both languages what it is for', () => {
    expect(service.operations.length).toBeGreaterThan(15);
    const silent = faults(({ summary = '', description = '' }) =>
      isBoth(`${summary} / ${description}`) ? undefined : [summary, description],
    );
    expect(silent).toEqual([]);
  });

  test('has an example of its body that its schema allows', () => {
    expect(faults((one) => faultOfBody(one, service))).toEqual([]);
  });

  test('accepts the example of its body', async () => {
    const withBody = service.operations.filter(({ requestBody }) => requestBody);
    expect(withBody.length).toBeGreaterThan(7);
    const refused = await Promise.all(
      withBody.map(async (one) => [one.address, await refusalOf(one)] as const),
    );
    expect(refused.filter(([, fault]) => fault !== undefined)).toEqual([]);
  });

  test('has an example of its answer that its schema allows', () => {
    expect(faults((one) => faultOfAnswer(one, service))).toEqual([]);
  });

  test('tells its problems in both languages, each status with an example', () => {
    expect(faults((one) => faultOfProblems(one, service))).toEqual([]);
    expect(service.problemExamples.size).toBeGreaterThan(40);
    expect(faultsOfProblemExamples(service)).toEqual([]);
  });
});
