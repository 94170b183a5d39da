import type { OrganizationId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, invalidInput, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller } from '@nestjs/common';
import { sourceIn } from './acting.http.ts';
import { FactRoute, recordOn } from './fact-route.http.ts';
import { EndBody } from './fact.dto.ts';
import {
  AnnualConclusionBody,
  AnnualFilingBody,
  CreditStatusBody,
  FilingAcceptanceBody,
  FilingExemptionBody,
  ListingBody,
  PartyOrganizationBody,
  PenaltyBody,
  RelatedPartyBody,
  SynchronisationBody,
  type CounterpartyBody,
} from './standing-facts.dto.ts';
import type { Counterparty } from './organization.events.ts';

/** What registers say about an organization’s conduct. */
@Controller('v1/organizations')
@Roles('officer')
export class StandingFactsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @FactRoute('record-annual-filing', { zh: '登记年检年报报送', en: 'Record an annual filing' })
  recordAnnualFiling(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: AnnualFilingBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordAnnualFiling',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-filing-acceptance', {
    zh: '登记逾期报送按时受理',
    en: 'Record that a late filing is taken as timely',
  })
  recordFilingAcceptance(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: FilingAcceptanceBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordFilingAcceptance',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-filing-exemption', {
    zh: '登记年检免检',
    en: 'Record an exemption from annual inspection',
  })
  recordFilingExemption(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: FilingExemptionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordFilingExemption',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-annual-conclusion', {
    zh: '登记年检结论',
    en: 'Record the conclusion of an annual inspection',
  })
  recordAnnualConclusion(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: AnnualConclusionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordAnnualConclusion',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-listing', { zh: '登记列入名录', en: 'Record that it was listed' })
  recordListing(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: ListingBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RecordListing', fact: { ...fact, source: sourceIn(source) } } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('lift-listing', { zh: '登记移出名录', en: 'Record that it is listed no longer' })
  liftListing(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: EndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordListingLifted',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-penalty', { zh: '登记行政处罚', en: 'Record a penalty' })
  recordPenalty(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: PenaltyBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RecordPenalty', fact: { ...fact, source: sourceIn(source) } } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-penalty-execution', {
    zh: '登记处罚履行完毕',
    en: 'Record that a penalty was fully executed',
  })
  recordPenaltyExecution(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: EndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordPenaltyExecution',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-party-organization', {
    zh: '登记党组织情况',
    en: 'Record how the Party covers it',
  })
  recordPartyOrganization(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: PartyOrganizationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordPartyOrganization',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-credit-status', { zh: '登记信用状态', en: 'Record its credit status' })
  recordCreditStatus(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: CreditStatusBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordCreditStatus',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-synchronisation', {
    zh: '登记册已同步',
    en: 'Record that registers were synchronised',
  })
  recordSynchronisation(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: SynchronisationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordSynchronisation',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-related-party', { zh: '登记关联方', en: 'Record a related party' })
  recordRelatedParty(
    @Id() id: OrganizationId,
    @Body() { source, counterparty: named, ...values }: RelatedPartyBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const fact = { ...values, counterparty: counterpartyIn(named), source: sourceIn(source) };
    return recordOn(this.ports, id, context, caller, { type: 'RecordRelatedParty', fact });
  }

  @FactRoute('record-related-party-end', {
    zh: '登记关联关系终止',
    en: 'Record the end of a related party',
  })
  recordRelatedPartyEnd(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: EndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordRelatedPartyEnd',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }
}

/** @throws ProblemError 400 unless it names one of both */
function counterpartyIn({ organization, person }: CounterpartyBody): Counterparty {
  if (organization !== undefined && person === undefined)
    return { is: 'organization', organization };
  if (person !== undefined && organization === undefined) return { is: 'person', person };
  throw invalidInput({
    field: 'counterparty',
    code: 'oneOfBoth',
    message: {
      zh: '须指明组织（organization）或人员（person）之一',
      en: 'must name an organization or a person, one of both',
    },
  });
}
