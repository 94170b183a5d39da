import { dayOf, streamOf, type CaseId, type Day } from '@fuhua/kernel';
import { assertInScope, Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import {
  field,
  page,
  rowOf,
  ofMoment,
  AsOfQuery,
  found,
  Id,
  momentOf,
  pageOf,
  parseCursor,
  ReadRoute,
  type Moment,
  type Page,
} from '@fuhua/platform/http';
import { Ports, readPage, readRow, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { ApplicantKind, DevelopmentStage, scopeRange } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import {
  CaseBoardEntity,
  caseBoardView,
  ENDS,
  STAGES,
  type CaseBoardRow,
} from './case-board.view.ts';
import { decisionsIn, withoutFacts, type Decided } from './case-decisions.http.ts';
import './case-problems.http.ts';
import { CasesQuery } from './case-query.dto.ts';
import { Mode } from './entry.events.ts';

interface Item extends Omit<CaseBoardRow, 'stream' | 'case' | 'revision'> {
  readonly id: CaseId;
  /** A clock was missed, or has run past its last day. */
  readonly overdue: boolean;
}
interface Whole extends Item, Moment {
  readonly revision: number;
  /** In the order in which they were made. The two sides read them without the facts. */
  readonly decisions: readonly Decided[];
}

const shown = rowOf(CaseBoardEntity, {
  without: ['stream', 'case', 'revision'],
  also: {
    id: field.id,
    applicantKind: field.oneOf(ApplicantKind.options),
    mode: field.oneOf(Mode.options),
    incubationStage: field.oneOf(DevelopmentStage.options),
    stage: field.oneOf(STAGES),
    how: { ...field.orNull(field.oneOf(ENDS)), example: null },
    ...{ endedOn: { ...field.orNull(field.day), example: null }, exitOpen: field.no },
    ...{ migrated: field.no, missed: field.count(0), overdue: field.no },
    clocks: field.list(field.open({ clock: 'completeness', due: '2024-03-11' })),
  },
});
const decided = field.open({
  ...{ type: 'EntryApplied', recordedAt: '2024-03-04T01:00:00.000Z' },
  decision: { outcome: 'granted', ruleSet: { id: 'JS-2023', version: 1 } },
});
const whole: typeof shown = {
  ...shown,
  properties: { ...shown.properties, revision: field.count(), decisions: field.list(decided) },
};

/** Whoever acts for an organization reads its own cases; an operator those of its bases. */
@Controller('v1/cases')
@Roles('officer', 'auditor', 'administrator', 'integrator', 'operator', 'organization')
export class CaseQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** By place; each with the clocks that run, the next one first. */
  @Get()
  @ReadRoute({ summary: { zh: '孵化个案看板', en: 'The board of cases' }, answer: page(shown) })
  list(
    @Query() query: CasesQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<Page<Item> & { readonly position: bigint }> {
    const { after, limit, atLeast } = query;
    const last = parseCursor(after, ['string', 'string']);
    const today = dayOf(this.ports.clock.now());
    return readPage(this.ports, [caseBoardView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(CaseBoardEntity, 'one');
      if (last) rows.andWhere('(one.division, one.stream) > (:...last)', { last });
      ofCaller(rows, caller);
      filter(rows, query, today);
      rows.orderBy({ 'one.division': 'ASC', 'one.stream': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.division, row.stream]);
      return { ...page, items: page.items.map((row) => itemOn(row, today)) };
    });
  }

  /** As it stands; with `asOf` as it stood on that day, with `knownAt` as it was known then. */
  @Get(':id')
  @ReadRoute({
    summary: { zh: '查询孵化个案', en: 'Read a case' },
    problems: ['incubation.case-unknown'],
    answer: ofMoment(whole),
  })
  async read(
    @Id() id: CaseId,
    @Query() query: AsOfQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<Whole> {
    const now = this.ports.clock.now();
    const moment = momentOf(query, now);
    const at = { ...moment, atLeast: query.atLeast };
    const stream = streamOf('case', id);
    const row = found(
      await readRow(this.ports, caseBoardView, stream, at),
      'incubation.case-unknown',
    );
    const isParty = caller.role === 'operator' || caller.role === 'organization';
    if (caller.role === 'operator') assertInScope(caller, { base: row.base });
    if (caller.role === 'organization') assertInScope(caller, { organization: row.applicant });
    const all = await decisionsIn(this.ports, stream, { ...moment, revision: row.revision });
    const decisions = isParty ? all.map(withoutFacts) : all;
    const item = itemOn(row, moment.asOf ?? dayOf(now));
    return { ...item, revision: row.revision, decisions, ...moment };
  }
}

function ofCaller(
  rows: SelectQueryBuilder<CaseBoardEntity>,
  { role, grants }: CallerOfRequest,
): void {
  if (role === 'operator') {
    rows.andWhere({ base: In(grants.flatMap(({ reach }) => reach.base ?? [])) });
  }
  if (role === 'organization') {
    rows.andWhere({ applicant: In(grants.flatMap(({ reach }) => reach.organization ?? [])) });
  }
}

function filter(
  rows: SelectQueryBuilder<CaseBoardEntity>,
  { division, base, applicant, mode, stage, overdue }: CasesQuery,
  today: Day,
): void {
  if (division) rows.andWhere('one.division between :from and :to', scopeRange(division));
  if (base) rows.andWhere({ base });
  if (applicant) rows.andWhere({ applicant });
  if (mode) rows.andWhere({ mode });
  if (stage) rows.andWhere({ stage });
  if (overdue) {
    const isLate = '(one.missed > 0 or coalesce(one.next_due < :today, false))';
    rows.andWhere(overdue === 'yes' ? isLate : `not ${isLate}`, { today });
  }
}

function itemOn(row: CaseBoardRow, on: Day): Item {
  const { stream: _stream, revision: _revision, case: id, ...shown } = row;
  const { missed, nextDue } = row;
  return { id, ...shown, overdue: missed > 0 || (nextDue !== null && nextDue < on) };
}
