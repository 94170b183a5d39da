import { randomUUID } from 'node:crypto';
import { authorityIdOf } from '@fuhua/directory';
import { streamOf, type CaseId, type DivisionCode, type EventId } from '@fuhua/kernel';
import type { Answered, Someone, Tale } from '@fuhua/platform/test-service';
import { defaultRubrics, indicatorsOf } from '@fuhua/rules';
import { baseId, organizationId, uuidNamed } from '@fuhua/testing';
import { panelIdOf } from '../src/panel/evaluation-requested.reaction.ts';

/** A base with an operator that controls another organization, and an applicant. */

const division = '320506' as DivisionCode;
export const wuzhong = authorityIdOf({ kind: 'civil-affairs', division });
const location = '320506104200';
export const base = baseId('wuzhong');
const [applicant, operator] = [organizationId('applicant'), organizationId('operator')];
export const sister = organizationId('sister');
const since = '2020-01-01';

const filed = (organization: string): Tale => ({
  ...{ stream: streamOf('organization', organization), type: 'OrganizationRegistered' },
  data: {
    ...{ organization, name: '社会组织（测试）', since },
    registrar: { at: 'authority', authority: wuzhong, division },
    body: { form: 'filed', township: '320506104000' },
  },
});

/** What registry has told before. */
export const setting: readonly Tale[] = [
  {
    ...{ stream: streamOf('authority', wuzhong), type: 'AuthorityRegistered' },
    data: {
      ...{ authority: wuzhong, kind: 'civil-affairs', division, level: 'county' },
      ...{ name: '吴中区民政局（测试）', validFrom: since },
    },
  },
  {
    ...{ stream: streamOf('base', base), type: 'BaseRegistered' },
    data: {
      ...{ base, name: '吴中区孵化基地（测试）', kind: 'incubation-base', level: 'county' },
      ...{ location, establishedOn: since, capacity: 20 },
    },
  },
  filed(applicant),
  filed(operator),
  {
    ...{ stream: streamOf('organization', operator), type: 'RelatedPartyRecorded' },
    data: {
      ...{ organization: operator, relation: 'controls', validFrom: since },
      counterparty: { is: 'organization', organization: sister },
    },
  },
  {
    stream: streamOf('operatorcontract', uuidNamed('contract', 'wuzhong')),
    type: 'OperatorContractSigned',
    data: {
      ...{ contract: uuidNamed('contract', 'wuzhong'), base, operator, signedOn: '2022-12-20' },
      ...{ start: '2023-01-01', end: '2025-12-31', priceFen: '100', kpis: [], lines: [] },
      ...{ recurring: false, route: 'other', migrated: true },
    },
  },
];

/** A case of the applicant, which asks for a panel. */
export interface Asking {
  readonly panel: string;
  readonly asks: Tale;
  readonly lapses: Tale;
}

export function asking(): Asking {
  const id = randomUUID() as CaseId;
  const request = randomUUID() as EventId;
  const stream = streamOf('case', id);
  return {
    panel: panelIdOf(request),
    asks: {
      ...{ stream, type: 'EvaluationRequested' },
      data: {
        ...{ request, purpose: 'entry', base, organization: applicant, division: location },
        ...{ ratersMin: 3, outsideMin: 1, dueOn: '2024-03-29' },
      },
    },
    lapses: {
      ...{ stream, type: 'EntryLapsed' },
      data: { case: id, base, applicant, because: 'gaps-open', on: '2024-03-11' },
    },
  };
}

/** Of every indicator so many percent of its maximum. */
export const scores = (percent: number): object => ({
  scores: indicatorsOf(defaultRubrics.entry).map(({ code, max }) => ({
    ...{ indicator: code, points: ((Number(max) * percent) / 100).toFixed(2) },
    reason: '理由（测试）',
  })),
});

/** The acts on one panel, as an officer and raters do them. */
export function actsOn(path: string) {
  const act = (who: Someone, name: string, body?: object): Promise<Answered> =>
    who.post(`${path}/${name}`, body);
  return {
    act,
    assign: (officer: Someone, rater: Someone, outside = false) =>
      act(officer, 'assign-rater', { rater: rater.person, outside }),
    sign: (rater: Someone, links: readonly object[] = []) =>
      act(rater, 'sign-declaration', { statement: 'signed', links }),
    /** The points that the reader is shown for the first indicator: given, and revised. */
    shown: async (reader: Someone, { body }: Answered) => {
      const { body: row, text } = await reader.get(`${path}?atLeast=${String(body['position'])}`);
      const seats = row['seats'] as readonly Seat[] | undefined;
      if (seats === undefined) throw new Error(text);
      return seats.map(({ scored, revised }) =>
        [scored, revised].map((one) => one?.scores['need-shown']),
      );
    },
  };
}

interface Sheet {
  readonly scores: Readonly<Record<string, string>>;
}
interface Seat {
  readonly scored?: Sheet;
  readonly revised?: Sheet;
}
