import { isInForce, type AuthorityId, type Day, type DivisionCode } from '@fuhua/kernel';
import { levelOf, parentOf } from '../divisions/code.ts';
import type { RuleResult, Text } from '../result.ts';
import type { Authority } from './authority.ts';
import type { BaseAct, Directory, JudgedBase } from './base.ts';
import { officeText, placeText } from './office-text.ts';

/** Who is competent for an act on a base, or why nobody is. */
export interface Competent {
  /** Missing when nobody decides: the result says why. */
  readonly authority?: AuthorityId;
  /** The authority judges again what it decided itself: other persons than the first time must (definition 8). */
  readonly otherPersons: boolean;
  /** `pass` when there is one; `unknown` without zone map or record of the authority; `fail` when no authority may ever. */
  readonly result: RuleResult;
}

type Answer =
  | { outcome: 'pass'; authority: Authority; why: Text; otherPersons?: true }
  | { outcome: 'fail' | 'unknown'; why: Text };

interface Question {
  readonly base: JudgedBase;
  readonly directory: Directory;
  readonly day: Day;
}

/**
 * R-JUR-01 (definitions 8 to 10, clauses 五(二)-1 and 五(二)-2): the one authority competent for an act on a base on a day,
 * found by code and kind.
 * - Province, city, county: the bureau of the same level and code. Township, village: that of the first six digits.
 * - In a functional zone, from the county down: the bureau its map names on that day. No map: unknown.
 * - A special-field base: its sponsor, for every act; the bureau gives guidance, and decides acceptance when asked to.
 * - `exception` and `review`: the next higher. Above the province and above a sponsor without one of its department one level
 *   up: the same with other persons; but no exception for the province's own bases.
 */
export function competentAuthority(
  base: JudgedBase,
  act: BaseAct,
  directory: Directory,
  day: Day,
): Competent {
  const answer = answerTo(act, { base, directory, day });
  const result: RuleResult = {
    rule: 'R-JUR-01',
    impl: 1,
    clause: base.sponsor === undefined ? '五(二)-1' : '五(二)-2',
    outcome: answer.outcome,
    reason: answer.why,
    facts: factsAbout(base),
  };
  if (answer.outcome !== 'pass') return { otherPersons: false, result };
  const { authority, otherPersons = false } = answer;
  return { authority: authority.id, otherPersons, result };
}

/**
 * Definition 9 and R-TGT-01: the county a township's or village's base counts for, in a functional zone by its map; never a zone.
 * Undefined where it counts for none: higher levels, a regional platform (it has no level of its own), a zone mapped to none or
 * not mapped that day, and a sponsor's base unless the sponsor asked the county bureau.
 */
export function countsForCounty(
  { kind, level, location, sponsor, acceptanceAsked }: JudgedBase,
  { zoneMapping }: Pick<Directory, 'zoneMapping'>,
  day: Day,
): DivisionCode | undefined {
  if (kind === 'regional-platform' || (level !== 'township' && level !== 'village')) {
    return undefined;
  }
  if (sponsor !== undefined && acceptanceAsked !== true) return undefined;
  const county = countyCode(location);
  if (levelOf(county) !== 'functional-zone') return county;
  const mapping = mappingOf(county, zoneMapping, day);
  return mapping === undefined || mapping.countsFor === 'none' ? undefined : mapping.countsFor;
}

function answerTo(act: BaseAct, question: Question): Answer {
  const { base } = question;
  switch (act) {
    case 'register':
    case 'record':
    case 'entry':
    case 'functions':
    case 'regime':
    case 'exit':
    case 'assessment':
    case 'operator':
      return itsOwn(question);
    case 'acceptance':
      return base.sponsor !== undefined && base.acceptanceAsked === true
        ? ofTheCounty(question, askedBySponsor)
        : itsOwn(question);
    case 'guidance':
      return ofItsLevel(question);
    case 'exception':
    case 'review': {
      const own = itsOwn(question);
      return own.outcome === 'pass' ? nextHigher(act, own.authority, question) : own;
    }
  }
}

/** Its sponsor for a special-field base, else the bureau of its level. */
function itsOwn(question: Question): Answer {
  const { base, directory, day } = question;
  if (base.sponsor === undefined) return ofItsLevel(question);
  const authority = directory.authorities.find(({ id }) => id === base.sponsor);
  if (authority?.kind !== 'sponsor') {
    return nobody(
      `专门领域基地由其业务主管单位决定，但 ${base.sponsor} 在 ${day} 不是在册的业务主管单位`,
      `a special-field base is its sponsor's, but on ${day} no sponsor ${base.sponsor} is on record`,
    );
  }
  const { zh, en } = officeText(authority, day);
  const why = {
    zh: `专门领域基地的一切事项由${zh}办理，民政部门只作工作指导`,
    en: `${en} decides every act on its special-field base; civil affairs gives guidance only`,
  };
  return { outcome: 'pass', authority, why };
}

function ofItsLevel(question: Question): Answer {
  const { level, location } = question.base;
  switch (level) {
    case 'province':
      return bureauOf(location.slice(0, 2) as DivisionCode, sameLevel, question);
    case 'city':
      return bureauOf(location.slice(0, 4) as DivisionCode, sameLevel, question);
    case 'county':
      return ofTheCounty(question, sameLevel);
    case 'township':
    case 'village':
      return ofTheCounty(question);
  }
}

const sameLevel: Text = {
  zh: '与基地同级且区划代码相同',
  en: 'it has the level and the code of the base',
};
const countyAbove: Text = {
  zh: '基地所在区划代码的前六位为其代码',
  en: 'its code is the first six digits of the place the base lies in',
};

const askedBySponsor: Text = {
  zh: '业务主管单位已商请基地所在县级民政部门验收',
  en: 'the sponsor asked the bureau of the county the base lies in for acceptance',
};

function ofTheCounty(question: Question, because = countyAbove): Answer {
  const { base, directory, day } = question;
  const code = countyCode(base.location);
  if (levelOf(code) !== 'functional-zone') return bureauOf(code, because, question);
  const zone = placeText(code, day);
  const mapping = mappingOf(code, directory.zoneMapping, day);
  if (mapping === undefined) {
    return nobody(
      `基地位于功能区${zone.zh}，${day} 没有有效的功能区对应关系，任何部门不得决定`,
      `the base lies in the functional zone ${zone.en}, and no bureau is mapped to it on ${day}: nobody decides`,
    );
  }
  const { actingAuthority, validFrom } = mapping;
  const authority = directory.authorities.find(({ id }) => id === actingAuthority);
  if (authority?.kind !== 'civil-affairs') {
    return nobody(
      `功能区${zone.zh}对应的民政部门 ${actingAuthority} 在 ${day} 未在册，任何部门不得决定`,
      `the bureau mapped to the functional zone ${zone.en}, ${actingAuthority}, is not on record on ${day}: nobody decides`,
    );
  }
  const { zh, en } = officeText(authority, day);
  const why = {
    zh: `由${zh}办理：基地位于功能区${zone.zh}，自 ${validFrom} 起由该部门负责`,
    en: `${en} is competent: it acts for the functional zone ${zone.en} since ${validFrom}`,
  };
  return { outcome: 'pass', authority, why };
}

function bureauOf(division: DivisionCode, because: Text, { directory, day }: Question): Answer {
  const authority = directory.authorities.find(
    (one) => one.kind === 'civil-affairs' && one.division === division,
  );
  if (authority === undefined) {
    const { zh, en } = placeText(division, day);
    return nobody(
      `应由${zh}民政部门办理，但该部门在 ${day} 未在册，任何部门不得决定`,
      `the civil-affairs bureau of ${en} would be competent, but is not on record on ${day}: nobody decides`,
    );
  }
  const { zh, en } = officeText(authority, day);
  const why = { zh: `由${zh}办理：${because.zh}`, en: `${en} is competent: ${because.en}` };
  return { outcome: 'pass', authority, why };
}

function nextHigher(act: 'exception' | 'review', own: Authority, question: Question): Answer {
  const { directory, day } = question;
  const above = parentOf(own.division);
  switch (own.kind) {
    case 'civil-affairs':
      if (above !== undefined) return bureauOf(above, higher(own, day), question);
      if (act === 'review') return itself(own, day);
      return { outcome: 'fail', why: noException };
    case 'sponsor': {
      if (own.department === undefined) {
        return nobody(
          `${own.id} 未登记主管领域，无法确定其上一级，任何部门不得决定`,
          `the department of ${own.id} is not on record, nor thus who is one level up: nobody decides`,
        );
      }
      const authority = directory.authorities.find(
        ({ kind, division, department }) =>
          kind === 'sponsor' && division === above && department === own.department,
      );
      if (authority === undefined) return itself(own, day);
      const [{ zh, en }, because] = [officeText(authority, day), higher(own, day)];
      const why = { zh: `由${zh}办理：${because.zh}`, en: `${en} is competent: ${because.en}` };
      return { outcome: 'pass', authority, why };
    }
  }
}

const noException: Text = {
  zh: '省级基地由省级民政部门决定，其上没有更高一级民政部门，不适用运营方例外',
  en: 'a provincial base has no operator exception: no bureau is above the province',
};

function higher(own: Authority, day: Day): Text {
  const { zh, en } = officeText(own, day);
  return { zh: `其为${zh}的上一级`, en: `it is the next higher of ${en}` };
}

function itself(own: Authority, day: Day): Answer {
  const { zh, en } = officeText(own, day);
  const why = {
    zh: `${zh}没有上一级，由该部门另派人员决定`,
    en: `nobody is one level above ${en}: it decides itself, by other persons`,
  };
  return { outcome: 'pass', authority: own, why, otherPersons: true };
}

function nobody(zh: string, en: string): Answer {
  return { outcome: 'unknown', why: { zh, en } };
}

function countyCode(location: DivisionCode): DivisionCode {
  return location.slice(0, 6) as DivisionCode;
}

function mappingOf(
  zone: DivisionCode,
  mapping: Directory['zoneMapping'],
  day: Day,
): Directory['zoneMapping'] {
  return mapping?.zone === zone && isInForce(mapping, day) ? mapping : undefined;
}

function factsAbout({ sponsor }: JudgedBase): readonly string[] {
  const whose = sponsor === undefined ? 'base.level' : 'base.sponsor';
  return [whose, 'base.location', 'authority.directory', 'zone.mapping'];
}
