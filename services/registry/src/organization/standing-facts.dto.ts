import type { Day, OrganizationId, PersonId } from '@fuhua/kernel';
import { IsDay, IsId, Nested, IsText } from '@fuhua/platform/http';
import type { FilingType } from '@fuhua/rules';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { FactBody, IsFen, IsFiscalYear, IsReason } from './fact.dto.ts';
import {
  Conclusion,
  CreditStatus,
  Filing,
  Ground,
  List,
  PartyCoverage,
  PartyMembers,
  PenaltyKind,
  Register,
  Relation,
} from './organization.events.ts';

class FiscalYearBody extends FactBody {
  /** The year reported on; filing falls into the year after. */
  @IsFiscalYear()
  fiscalYear!: number;
}

export class AnnualFilingBody extends FiscalYearBody {
  /** Charities file reports, others inspections. */
  @IsIn(Filing.options)
  filing!: FilingType;
  @IsDay()
  filedOn!: Day;
  /** The day of the registrar's receipt that takes a late filing as timely. */
  @IsOptional()
  @IsDay()
  acceptedAsTimelyOn?: Day;
}

export class FilingAcceptanceBody extends FiscalYearBody {
  @IsDay()
  on!: Day;
}

export class FilingExemptionBody extends FiscalYearBody {
  @IsDay()
  on!: Day;
  @IsReason()
  reason!: string;
}

export class AnnualConclusionBody extends FiscalYearBody {
  @IsIn(Conclusion.options)
  conclusion!: (typeof Conclusion.options)[number];
  @IsDay()
  publishedOn!: Day;
}

export class ListingBody extends FactBody {
  @IsIn(List.options)
  list!: List;
  /** Each list has its own grounds. */
  @IsIn(Ground.options)
  ground!: Ground;
  @IsDay()
  on!: Day;
}

export class PenaltyBody extends FactBody {
  @IsIn(PenaltyKind.options)
  kind!: (typeof PenaltyKind.options)[number];
  @IsText(200)
  decidedBy!: string;
  /** 决定书文号 */
  @IsText(100)
  decision!: string;
  /** Of fines and confiscations, in fen. */
  @IsOptional()
  @IsFen()
  amountFen?: string;
  @IsDay()
  decidedOn!: Day;
  @IsDay()
  effectiveOn!: Day;
  @IsOptional()
  @IsDay()
  fullyExecutedOn?: Day;
}

export class PartyOrganizationBody extends FactBody {
  @IsIn(PartyCoverage.options)
  coverage!: (typeof PartyCoverage.options)[number];
  /** Full members, as a band. */
  @IsIn(PartyMembers.options)
  members!: (typeof PartyMembers.options)[number];
  @IsDay()
  since!: Day;
}

export class CreditStatusBody extends FactBody {
  @IsIn(CreditStatus.options)
  status!: (typeof CreditStatus.options)[number];
  @IsDay()
  since!: Day;
}

export class SynchronisationBody extends FactBody {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(Register.options, { each: true })
  registers!: (typeof Register.options)[number][];
  @IsDay()
  synchronisedOn!: Day;
}

/** An organization or a person, by id; one of both. */
export class CounterpartyBody {
  @IsOptional()
  @IsId()
  organization?: OrganizationId;
  @IsOptional()
  @IsId()
  person?: PersonId;
}

export class RelatedPartyBody extends FactBody {
  @IsIn(Relation.options)
  relation!: (typeof Relation.options)[number];
  @Nested(() => CounterpartyBody)
  counterparty!: CounterpartyBody;
  /** Of payments, in fen. */
  @IsOptional()
  @IsFen()
  amountFen?: string;
  @IsDay()
  validFrom!: Day;
  @IsOptional()
  @IsDay()
  validTo?: Day;
}
