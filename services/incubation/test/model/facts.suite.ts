import type { Facts, JudgedParty, PersonLink, YearlyFiling } from '@fuhua/rules';
import { placeOf } from './days.suite.ts';

/** What a command says is known, as the model reads it: a fact says nothing beyond its validity (definition 3). */

/** By the names that facts have; every value the model looks at. */
export interface FactValues {
  readonly 'base.active': boolean;
  readonly 'base.level': 'province' | 'city' | 'county' | 'township' | 'village';
  readonly 'base.functions': readonly string[];
  readonly 'base.freePlaces': number;
  readonly 'authority.localRules':
    'none' | { readonly publishedOn: string; readonly sections: readonly string[] };
  readonly 'applicant.uscc': string;
  readonly 'applicant.filedOn': string;
  readonly 'applicant.registeredOn': string;
  readonly 'applicant.legalKind': string;
  readonly 'applicant.charity': boolean;
  readonly 'applicant.classifications': readonly string[];
  readonly 'applicant.activeCases': readonly { readonly mode: string }[];
  readonly 'applicant.bar': 'none' | { readonly until: string };
  readonly 'applicant.relatedParties': JudgedParty;
  readonly 'applicant.personLinks': readonly PersonLink[];
  readonly 'applicant.registrationPath': 'approved' | 'none';
  readonly 'operator.relatedParties': 'none' | JudgedParty;
  readonly 'organization.listings': readonly { readonly from: string }[];
  readonly 'organization.listsSynchronisedOn': string;
  readonly 'organization.filings': readonly YearlyFiling[];
  readonly 'organization.filingsSynchronisedOn': string;
  readonly 'organization.penalties': readonly { readonly decidedOn: string }[];
  readonly 'organization.penaltiesSynchronisedOn': string;
  readonly 'organization.accountsSeparate': boolean;
  readonly 'agreement.openDuties': readonly string[];
  readonly 'team.corePersons': number;
  readonly 'team.name': string;
  readonly 'entry.decider': { readonly person: string; readonly links: readonly PersonLink[] };
  readonly 'exit.operatorOfficers': readonly string[];
}

export type FactName = keyof FactValues;
export type Known = <N extends FactName>(name: N) => FactValues[N] | undefined;

export function knownOn(facts: Facts, on: number): Known {
  return <N extends FactName>(name: N) => {
    const fact = facts[name];
    if (fact === undefined || placeOf(fact.validFrom) > on) return undefined;
    if (fact.validTo !== undefined && placeOf(fact.validTo) < on) return undefined;
    return fact.value as FactValues[N];
  };
}
