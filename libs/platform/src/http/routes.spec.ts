import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import * as validators from 'class-validator';
import { IsIBAN } from 'class-validator';
import './index.ts';
import { assertRoutes } from './routes.ts';
import { isTranslated, messageOf, translateConstraint } from './validation-messages.ts';
import { untranslatedConstraints } from './validation.ts';

describe('constraints and their messages', () => {
  test('a constraint that nobody translated stops the start, wherever its class is used', () => {
    expect(untranslatedConstraints()).toEqual([]);
    class Planted {
      @IsIBAN()
      account!: string;
    }
    expect(Planted.name).toBe('Planted');
    expect(untranslatedConstraints()).toEqual(['Planted.account isIBAN']);
    expect(() => {
      assertRoutes([], { hasAccessRecords: true });
    }).toThrow('Planted.account isIBAN has no message in both languages');
    translateConstraint('isIBAN', { zh: '必须是 IBAN', en: 'must be an IBAN' });
    expect(untranslatedConstraints()).toEqual([]);
  });

  test('the usual constraints of class-validator have one', () => {
    const usual = [
      ...[validators.IS_STRING, validators.IS_INT, validators.IS_NUMBER, validators.IS_BOOLEAN],
      ...[validators.IS_ARRAY, validators.IS_OBJECT, validators.IS_ENUM, validators.IS_IN],
      ...[validators.IS_UUID, validators.MATCHES, validators.IS_NOT_EMPTY, validators.IS_DEFINED],
      ...[validators.MIN, validators.MAX, validators.MIN_LENGTH, validators.MAX_LENGTH],
      ...[validators.IS_LENGTH, validators.ARRAY_MIN_SIZE, validators.ARRAY_MAX_SIZE],
      ...[validators.ARRAY_UNIQUE, validators.ARRAY_NOT_EMPTY, validators.EQUALS],
    ];
    expect(usual.filter((name) => !isTranslated(name))).toEqual([]);
    expect(new Set(usual).has(undefined as never)).toBe(false);
  });

  test('one constraint has one message', () => {
    expect(messageOf('isLength', [2, 5], false)).toEqual({
      zh: '长度应为 2 至 5 个字符',
      en: 'must have 2 to 5 characters',
    });
    expect(() => {
      translateConstraint('isDay', { zh: '别的', en: 'another' });
    }).toThrow('another message');
    expect(() => messageOf('isNothingKnown', [], false)).toThrow('no message');
  });
});
