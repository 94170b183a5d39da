import { Day } from '@fuhua/kernel';
import { z } from 'zod';
import { LegalKind } from '../filing/deadline.ts';
import { ApplicantKind, ListedEntry, Penalty, SynchronisedOn, YearlyFiling } from './values.ts';

/** What the rules of a case ask about the organization, the same at entry, graduation and exit. */

/** Who it is, as recorded. `applicant` is the organization of a case from its application to its end. */
export const identityFacts = {
  'applicant.kind': ApplicantKind,
  /** Of a registered one. */
  'applicant.legalKind': LegalKind,
  /** Today's flag, for years of which nothing is on record. */
  'applicant.charity': z.boolean(),
  /** 成立登记日, of a registered one. */
  'applicant.registeredOn': Day,
};

/** 年检年报. Those recorded by the day asked for; corrections and later receipts included. */
export const filingFacts = {
  ...identityFacts,
  'organization.filings': z.array(YearlyFiling),
  'organization.filingsSynchronisedOn': SynchronisedOn,
};
export type FilingRegisterFacts = {
  [K in keyof typeof filingFacts]: z.infer<(typeof filingFacts)[K]>;
};

export const listingFacts = {
  'applicant.kind': ApplicantKind,
  /** Those in force. */
  'organization.listings': z.array(ListedEntry),
  'organization.listsSynchronisedOn': SynchronisedOn,
};
export type ListingRegisterFacts = {
  [K in keyof typeof listingFacts]: z.infer<(typeof listingFacts)[K]>;
};

export const penaltyFacts = {
  'organization.penalties': z.array(Penalty),
  'organization.penaltiesSynchronisedOn': SynchronisedOn,
};
