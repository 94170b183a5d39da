import type { OrganizationId } from '@fuhua/kernel';
import { rowsOf, todoSource, type TodoRow } from '@fuhua/platform/views';
import { caseEvents, type CaseEvent } from './case.events.ts';
import { changesBy } from './todo-changes.view.ts';
import { caseTodoKinds } from './todo-kinds.view.ts';

/**
 * 个案待办: what waits for somebody in a case, and what its two sides are to read. Its clocks are those of the board; one
 * that was missed waits on, until what it was for is done.
 */
export const caseTodos = todoSource<CaseEvent>({
  source: { category: 'case', events: caseEvents },
  kinds: caseTodoKinds,
  fold(rows, event) {
    const { opens = [], closes = [] } = changesBy(event, rows);
    const opened = new Set(opens.map(({ item }) => item));
    const isKept = ({ item, kind }: TodoRow): boolean =>
      !opened.has(item) &&
      (caseTodoKinds[kind]?.list === 'notification' ||
        (closes !== 'all' && !closes.includes(item)));
    const kept = rows
      .filter(isKept)
      .map(({ item, kind, assignee, dueOn }) => ({ item, kind, assignee, dueOn }));
    const subject = { base: event.data.base, organization: applicantIn(event) };
    return rowsOf(rows, event.origin, subject, [...kept, ...opens]);
  },
});

/** The request of a panel has another word for it. */
function applicantIn({ data }: CaseEvent): OrganizationId {
  return 'applicant' in data ? data.applicant : data.organization;
}
