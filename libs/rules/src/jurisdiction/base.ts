import type { AuthorityId, Day, DivisionCode } from '@fuhua/kernel';
import type { Authority } from './authority.ts';

/** What competence asks of a base: plain data, as a base's history tells it on the day asked for. */
export interface JudgedBase {
  readonly kind: 'incubation-base' | 'regional-platform';
  /** Of a regional platform its host's, whose authority it follows (definition 9). */
  readonly level: 'province' | 'city' | 'county' | 'township' | 'village';
  /** 12 digits, whatever the level. */
  readonly location: DivisionCode;
  /** Of a special-field base, and only of one. */
  readonly sponsor?: AuthorityId | undefined;
  /** Whether the sponsor asked the county bureau to accept its base into the county's 3–5 (definition 10). */
  readonly acceptanceAsked?: boolean | undefined;
}

/** What may be done about a base; who may, `competentAuthority` says for each. */
export const BASE_ACTS = [
  /** 建档 */
  'register',
  /** 登记事实 */
  'record',
  /** 入壳 */
  'entry',
  /** 功能核定 */
  'functions',
  /** 管理方式 */
  'regime',
  /** 提前退出 */
  'exit',
  /** 运营方例外, by the next higher */
  'exception',
  /** 高标准验收 */
  'acceptance',
  /** 年度考核 */
  'assessment',
  /** 内部复核, by the next higher */
  'review',
  /** 运营方委托 */
  'operator',
  /** 工作指导, never a decision */
  'guidance',
] as const;
export type BaseAct = (typeof BASE_ACTS)[number];

/** Who acts for a functional zone from a day on, and which county its bases count for (definition 9). */
export interface ZoneMapping {
  readonly zone: DivisionCode;
  readonly actingAuthority: AuthorityId;
  readonly countsFor: DivisionCode | 'none';
  readonly validFrom: Day;
  /** Inclusive; missing: to this day. */
  readonly validTo?: Day | undefined;
}

/** What was looked up, as it stands on the day asked for. `officesToLookUp` says which are asked for. */
export interface Directory {
  /** In being. One that is missing is not on record: then nobody decides. */
  readonly authorities: readonly Authority[];
  /** Of the zone the base lies in. */
  readonly zoneMapping?: ZoneMapping | undefined;
}
