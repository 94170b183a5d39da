import type { AuthorityId, Day, EventId, Origin } from '@fuhua/kernel';
import { dayOf } from '@fuhua/kernel';
import type { Decision } from '@fuhua/rules';
import type {
  AlertGround,
  ApprovedFile,
  Kpi,
  Line,
  OperatorContractEvent,
  Term,
  Waivable,
} from './operatorcontract.events.ts';

/** How a nomination came to what it is: kept whole, for whoever asks about one. Persons stand in none of it. */
export interface ContractDetail {
  readonly files?: readonly string[];
  readonly capabilityFile?: ApprovedFile | undefined;
  readonly intendedTerm?: Term;
  readonly award?: EventId | undefined;
  readonly eligibility?: Decision;
  readonly exceptions?: readonly ExceptionTold[];
  /** Of the contract that was signed; missing of one signed before this system. */
  readonly signing?: Decision | undefined;
  readonly refusedSignings?: readonly Decision[];
  readonly kpis?: readonly Kpi[];
  readonly lines?: readonly Line[];
  readonly renewalTerms?: string | undefined;
  readonly publishedAt?: {
    readonly url?: string | undefined;
    readonly document?: string | undefined;
  };
  readonly publicationOverdue?: true;
  readonly alerts?: readonly AlertTold[];
  readonly warnings?: readonly { readonly on: Day; readonly reason: string }[];
  readonly ended?: { readonly how: 'expired' | 'terminated'; readonly reason?: string | undefined };
}

export interface ExceptionTold {
  readonly requested: EventId;
  readonly state: 'requested' | 'approved' | 'declined';
  readonly waives: readonly Waivable[];
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly reason: string;
  readonly decidedBy?: AuthorityId;
  readonly decidedOn?: Day;
}

export interface AlertTold {
  readonly alert: EventId;
  readonly ground: AlertGround;
  readonly since: Day;
  readonly cureBy: Day;
  readonly curedOn?: Day;
  readonly cureMissed?: true;
}

type Heard = OperatorContractEvent & { readonly origin: Origin };

export function detailAfter(detail: ContractDetail, { type, data, origin }: Heard): ContractDetail {
  switch (type) {
    case 'CapabilityFileSubmitted':
      return { ...detail, files: data.files };
    case 'CapabilityFileApproved':
      return { ...detail, capabilityFile: { approved: origin.id, on: data.on } };
    case 'OperatorNominated': {
      const { term: intendedTerm, award, capabilityFile } = data;
      return { ...detail, intendedTerm, award, capabilityFile };
    }
    case 'OperatorEligibilityDecided':
      return { ...detail, eligibility: data.decision };
    case 'OperatorExceptionRequested': {
      const { waives, validFrom, validTo, reason } = data;
      const asked = { requested: origin.id, waives, validFrom, validTo, reason };
      return {
        ...detail,
        exceptions: [...(detail.exceptions ?? []), { ...asked, state: 'requested' }],
      };
    }
    case 'OperatorExceptionApproved':
      return decided(detail, data, 'approved', origin);
    case 'OperatorExceptionDeclined':
      return decided(detail, data, 'declined', origin);
    case 'ContractSigningRefused':
      return { ...detail, refusedSignings: [...(detail.refusedSignings ?? []), data.decision] };
    case 'OperatorContractSigned': {
      const { kpis, lines, renewalTerms, decision } = data;
      return { ...detail, kpis, lines, renewalTerms, signing: decision };
    }
    case 'ContractPublished':
      return { ...detail, publishedAt: { url: data.url, document: data.document } };
    case 'ContractPublicationOverdue':
      return { ...detail, publicationOverdue: true };
    case 'OperatorContractEnded':
      return { ...detail, ended: { how: data.how, reason: data.reason } };
    case 'OperatorAlertRaised': {
      const { ground, since, cureBy } = data;
      const alert = { alert: origin.id, ground, since, cureBy: cureBy.due };
      return { ...detail, alerts: [...(detail.alerts ?? []), alert] };
    }
    case 'OperatorCured':
      return alertChanged(detail, data.alert, { curedOn: data.on });
    case 'CurePeriodExpired':
      return alertChanged(detail, data.alert, { cureMissed: true });
    case 'OperatorWarned': {
      const { on, reason } = data;
      return { ...detail, warnings: [...(detail.warnings ?? []), { on, reason }] };
    }
    case 'ContractSigningSought':
    case 'ContractSeatRefused':
    case 'ContractPeriodSought':
    case 'ContractPeriodCorrected':
    case 'ContractExpiring':
    case 'OperatorGradeObserved':
    case 'TerminationProcedureOpened':
    case 'OperatorBarred':
    case 'OperatorBarLifted':
      return detail;
  }
}

function decided(
  detail: ContractDetail,
  { requested, authority }: { readonly requested: EventId; readonly authority: AuthorityId },
  state: 'approved' | 'declined',
  { occurredAt }: Origin,
): ContractDetail {
  const now = { state, decidedBy: authority, decidedOn: dayOf(occurredAt) };
  const exceptions = (detail.exceptions ?? []).map((exception) =>
    exception.requested === requested ? { ...exception, ...now } : exception,
  );
  return { ...detail, exceptions };
}

function alertChanged(
  detail: ContractDetail,
  alert: EventId,
  change: Partial<AlertTold>,
): ContractDetail {
  const alerts = (detail.alerts ?? []).map((one) =>
    one.alert === alert ? { ...one, ...change } : one,
  );
  return { ...detail, alerts };
}
