import type { OrganizationId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller } from '@nestjs/common';
import { sourceIn } from './acting.http.ts';
import { FactRoute, recordOn } from './fact-route.http.ts';
import { WithdrawalBody } from './fact.dto.ts';
import {
  CharityStatusBody,
  ClassificationBody,
  GradeBody,
  PublicFundraisingBody,
  TaxQualificationBody,
} from './qualification-facts.dto.ts';

/** What an organization is qualified for or counted as. */
@Controller('v1/organizations')
@Roles('officer')
export class QualificationFactsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @FactRoute('record-grade', { zh: '登记评估等级', en: 'Record a grade' })
  recordGrade(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: GradeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RecordGrade', fact: { ...fact, source: sourceIn(source) } } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-grade-withdrawal', {
    zh: '登记取消评估等级',
    en: 'Record that a grade was withdrawn',
  })
  recordGradeWithdrawal(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: WithdrawalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordGradeWithdrawal',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-tax-qualification', { zh: '登记税收资格', en: 'Record a tax qualification' })
  recordTaxQualification(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: TaxQualificationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordTaxQualification',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-tax-qualification-withdrawal', {
    zh: '登记取消税收资格',
    en: 'Record that a tax qualification was withdrawn',
  })
  recordTaxQualificationWithdrawal(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: WithdrawalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordTaxQualificationWithdrawal',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-charity-status', {
    zh: '登记慈善组织属性',
    en: 'Record whether it is a charity',
  })
  recordCharityStatus(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: CharityStatusBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordCharityStatus',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-public-fundraising', {
    zh: '登记公开募捐资格',
    en: 'Record a right to raise funds in public',
  })
  recordPublicFundraising(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: PublicFundraisingBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordPublicFundraising',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-public-fundraising-withdrawal', {
    zh: '登记取消公开募捐资格',
    en: 'Record that the right to raise funds in public was withdrawn',
  })
  recordPublicFundraisingWithdrawal(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: WithdrawalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordPublicFundraisingWithdrawal',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-classification', { zh: '登记类型认定', en: 'Record a classification' })
  recordClassification(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: ClassificationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordClassification',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-classification-end', {
    zh: '登记类型认定终止',
    en: 'Record the end of a classification',
  })
  recordClassificationEnd(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: WithdrawalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordClassificationEnd',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }
}
