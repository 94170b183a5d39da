import { LifeFactsHttp } from './life-facts.http.ts';
import { OrganizationCorrections } from './organization-corrections.http.ts';
import { OrganizationQueryHttp } from './organization-query.http.ts';
import { OrganizationHttp } from './organization.http.ts';
import { QualificationFactsHttp } from './qualification-facts.http.ts';
import { StandingFactsHttp } from './standing-facts.http.ts';
import { OrganizationReportsHttp } from './standing.http.ts';

/** Every route of the slice. */
export const organizationControllers = [
  OrganizationHttp,
  LifeFactsHttp,
  QualificationFactsHttp,
  StandingFactsHttp,
  OrganizationQueryHttp,
  OrganizationReportsHttp,
  OrganizationCorrections,
];
