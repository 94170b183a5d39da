import { expect, test } from '@jest/globals';
import type { DivisionCode } from '@fuhua/kernel';
import { authorityIdOf } from './authority-id.ts';

test('an id follows from kind and code, and for ever', () => {
  const province = '32' as DivisionCode;
  expect(authorityIdOf({ kind: 'civil-affairs', division: province })).toBe(
    '52b73cac-3758-544f-979b-6887c276e721',
  );
  expect(authorityIdOf({ kind: 'sponsor', division: province, department: 'education' })).toBe(
    '6f52b2b3-eabe-5fec-80b9-adc828993f4f',
  );
});

test('two bureaus of one name have two ids; a sponsor has another than the bureau of its division', () => {
  const drum = ['320106' as DivisionCode, '320302' as DivisionCode];
  const bureaus = drum.map((division) => authorityIdOf({ kind: 'civil-affairs', division }));
  const sponsors = drum.map((division) =>
    authorityIdOf({ kind: 'sponsor', division, department: 'education' }),
  );
  expect(new Set([...bureaus, ...sponsors]).size).toBe(4);
});
