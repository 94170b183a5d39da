import type { Day, EventId } from '@fuhua/kernel';
import type { FactField, FactName, FactRow } from './fact-columns.ts';

/** Each kind of fact: the columns it fills, its route, and where the answer of an organization tells it. */

/** A fact on record, its fields flat. */
export type Fact = Readonly<Record<string, unknown>> & {
  readonly event: EventId;
  readonly endedOn: Day | null;
};

/** What is read of an organization, on the day of the fact. */
export interface OrganizationOn {
  readonly status: string;
  readonly revision: number;
  readonly filings: readonly Readonly<Record<'filing' | 'exemption' | 'conclusion', Fact | null>>[];
  readonly synchronised: Readonly<Record<string, Fact>>;
  readonly [field: string]: unknown;
}

type Values = Readonly<Record<string, unknown>>;

export interface FactKind {
  /** `POST /organizations/{id}/<route>` */
  readonly route: string;
  readonly needs: readonly FactField[];
  readonly may: readonly FactField[];
  /** The fields of the fact, as an organization is told; the body of the route, unless `body` says otherwise. */
  readonly values: (row: FactRow, counterparty: string | undefined) => Values;
  readonly body?: (values: Values) => Values;
  /** Of `values`, what tells it from others of its kind. */
  readonly key: readonly string[];
  readonly found: (organization: OrganizationOn) => readonly (Fact | null | undefined)[];
  /** Read on the day on which it began, unless it stays listed whatever became of it. */
  readonly staysListed?: true;
  /** The route that records its end; `reason` where that must be told. */
  readonly end?: { readonly route: string; readonly reason: boolean };
}

const one =
  (field: string) =>
  (organization: OrganizationOn): readonly (Fact | null)[] => [organization[field] as Fact | null];
const many =
  (field: string) =>
  (organization: OrganizationOn): readonly Fact[] =>
    organization[field] as readonly Fact[];
const ending =
  (status: string) =>
  (organization: OrganizationOn): readonly (Fact | null)[] =>
    organization.status === status ? one('ending')(organization) : [];

const since = ({ from }: FactRow): Values => ({ since: from });
const validity = ({ from, to }: FactRow): Values => ({ validFrom: from, validTo: to });

export const factKinds: Readonly<Record<FactName, FactKind>> = {
  grade: {
    route: 'record-grade',
    needs: ['grade', 'rater', 'plateLevel', 'awardedOn'],
    may: ['to'],
    values: (row) => {
      const { grade, rater, plateLevel, awardedOn } = row;
      return { grade, rater, plateLevel, awardedOn, ...validity(row) };
    },
    key: ['validFrom'],
    found: one('grade'),
    end: { route: 'record-grade-withdrawal', reason: true },
  },
  'tax-qualification': {
    route: 'record-tax-qualification',
    needs: ['taxQualification'],
    may: ['to'],
    values: (row) => ({ qualification: row.taxQualification, ...validity(row) }),
    key: ['qualification', 'validFrom'],
    found: many('taxQualifications'),
    end: { route: 'record-tax-qualification-withdrawal', reason: true },
  },
  charity: {
    route: 'record-charity-status',
    needs: ['charity'],
    may: [],
    values: (row) => ({ charity: row.charity, ...since(row) }),
    key: ['since'],
    found: one('charity'),
  },
  'public-fundraising': {
    route: 'record-public-fundraising',
    needs: [],
    may: ['to'],
    values: validity,
    key: ['validFrom'],
    found: one('publicFundraising'),
    end: { route: 'record-public-fundraising-withdrawal', reason: true },
  },
  classification: {
    route: 'record-classification',
    needs: ['classification'],
    may: ['to'],
    values: (row) => ({ classification: row.classification, ...validity(row) }),
    key: ['classification', 'validFrom'],
    found: many('classifications'),
    end: { route: 'record-classification-end', reason: true },
  },
  'annual-filing': {
    route: 'record-annual-filing',
    needs: ['fiscalYear', 'filing'],
    may: ['acceptedAsTimelyOn'],
    values: ({ fiscalYear, filing, from: filedOn, acceptedAsTimelyOn }) => ({
      ...{ fiscalYear, filing, filedOn, acceptedAsTimelyOn },
    }),
    key: ['fiscalYear'],
    found: ({ filings }) => filings.map(({ filing }) => filing),
    staysListed: true,
  },
  'filing-exemption': {
    route: 'record-filing-exemption',
    needs: ['fiscalYear', 'reason'],
    may: [],
    values: ({ fiscalYear, from: on, reason }) => ({ fiscalYear, on, reason }),
    key: ['fiscalYear'],
    found: ({ filings }) => filings.map(({ exemption }) => exemption),
    staysListed: true,
  },
  'annual-conclusion': {
    route: 'record-annual-conclusion',
    needs: ['fiscalYear', 'conclusion'],
    may: [],
    values: ({ fiscalYear, conclusion, from: publishedOn }) => ({
      ...{ fiscalYear, conclusion, publishedOn },
    }),
    key: ['fiscalYear'],
    found: ({ filings }) => filings.map(({ conclusion }) => conclusion),
    staysListed: true,
  },
  listing: {
    route: 'record-listing',
    needs: ['list', 'ground'],
    may: [],
    values: ({ list, ground, from: on }) => ({ list, ground, on }),
    key: ['list', 'ground', 'on'],
    found: many('listings'),
    end: { route: 'lift-listing', reason: false },
  },
  penalty: {
    route: 'record-penalty',
    needs: ['penalty', 'decidedBy', 'decision', 'decidedOn'],
    may: ['amount'],
    values: ({ penalty: kind, decidedBy, decision, amount, decidedOn, from: effectiveOn }) => ({
      ...{ kind, decidedBy, decision, amountFen: amount, decidedOn, effectiveOn },
    }),
    key: ['decision', 'kind'],
    found: many('penalties'),
    staysListed: true,
    end: { route: 'record-penalty-execution', reason: false },
  },
  'party-organization': {
    route: 'record-party-organization',
    needs: ['coverage', 'members'],
    may: [],
    values: (row) => ({ coverage: row.coverage, members: row.members, ...since(row) }),
    key: ['since'],
    found: one('partyOrganization'),
  },
  'credit-status': {
    route: 'record-credit-status',
    needs: ['creditStatus'],
    may: [],
    values: (row) => ({ status: row.creditStatus, ...since(row) }),
    key: ['since'],
    found: one('creditStatus'),
  },
  'related-party': {
    route: 'record-related-party',
    needs: ['relation'],
    may: ['counterparty', 'person', 'amount', 'to'],
    values: (row, organization) => ({
      relation: row.relation,
      counterparty:
        row.person === undefined
          ? { is: 'organization', organization }
          : { is: 'person', person: row.person },
      amountFen: row.amount,
      ...validity(row),
    }),
    body: ({ counterparty, ...values }) => {
      const { is, ...named } = counterparty as { readonly is: string };
      return { ...values, counterparty: named };
    },
    key: ['relation', 'counterparty', 'validFrom'],
    found: many('relatedParties'),
    end: { route: 'record-related-party-end', reason: false },
  },
  head: {
    route: 'record-head',
    needs: ['person', 'post'],
    may: [],
    values: (row) => ({ person: row.person, post: row.post, ...since(row) }),
    key: ['person', 'post', 'since'],
    found: many('heads'),
    end: { route: 'record-head-left', reason: false },
  },
  'name-change': {
    route: 'record-name-change',
    needs: ['name'],
    may: [],
    values: (row) => ({ name: row.name, ...since(row) }),
    key: ['since'],
    found: many('names'),
  },
  'domicile-change': {
    route: 'record-domicile-change',
    needs: ['division', 'address'],
    may: [],
    values: (row) => ({ division: row.division, address: row.address, ...since(row) }),
    body: ({ since: from, ...domicile }) => ({ since: from, domicile }),
    key: ['since'],
    found: one('domicile'),
  },
  suspension: {
    route: 'record-suspension',
    needs: ['to'],
    may: [],
    values: validity,
    key: ['validFrom'],
    found: one('suspension'),
  },
  revocation: {
    route: 'record-revocation',
    needs: ['reason'],
    may: [],
    values: ({ from: on, reason }) => ({ on, reason }),
    key: [],
    found: ending('revoked'),
    staysListed: true,
  },
  deregistration: {
    route: 'record-deregistration',
    needs: ['reason'],
    may: [],
    values: ({ from: on, reason }) => ({ on, reason }),
    key: [],
    found: ending('deregistered'),
    staysListed: true,
  },
  synchronisation: {
    route: 'record-synchronisation',
    needs: ['registers'],
    may: [],
    values: ({ registers, from: synchronisedOn }) => ({ registers, synchronisedOn }),
    key: ['registers', 'synchronisedOn'],
    found: ({ synchronised }) => Object.values(synchronised),
  },
};
