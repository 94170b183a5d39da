import type { Assignee } from '@fuhua/platform/todo';
import type { TodoKind } from '@fuhua/platform/views';

/** What may wait for somebody in a case, for whom, and what it is called. */

interface Known extends TodoKind {
  readonly assignee: Assignee;
}

const todo = (assignee: Assignee, zh: string, en: string): Known => ({
  ...{ list: 'todo', assignee, title: { zh, en } },
});
const notice = (assignee: Assignee, zh: string, en: string): Known => ({
  ...{ list: 'notification', assignee, title: { zh, en } },
});

/** Clocks of the case by their names (R-REV-02 and what follows it). `follow-up`: of any month. */
export const clockKinds = {
  completeness: todo('authority', '入壳申请待受理审查', 'An application to check for completeness'),
  supplement: todo('organization', '申请材料待补正', 'Papers of an application to supply'),
  'pre-review': todo('operator', '入壳申请待初审', 'An application to pre-review'),
  decision: todo('authority', '入壳申请待决定', 'An application to decide on'),
  notification: todo('authority', '入壳决定待告知', 'A decision on entry to serve'),
  notice: todo('authority', '公示期未满', 'A public notice that runs'),
  agreement: todo('organization', '孵化协议待签订', 'An incubation agreement to sign'),
  plan: todo('authority', '孵化方案待核定、孵化待开始', 'A plan to approve, and the start'),
  midterm: todo('authority', '中期评估待完成', 'A midterm evaluation to hold'),
  'midterm-again': todo('authority', '再次中期评估待完成', 'A second midterm evaluation to hold'),
  term: todo(
    'organization',
    '孵化期满前待申请出壳',
    'Graduation to apply for before the term ends',
  ),
  name: todo('organization', '名称核准待办理', 'A name to have pre-approved or to apply for'),
  'graduation-decision': todo('authority', '出壳申请待决定', 'A graduation to decide on'),
  cure: todo('organization', '违约待改正', 'A breach to cure'),
  defence: todo('organization', '可提出申辩', 'A defence that may be submitted'),
  'exit-decision': todo('authority', '提前退出待决定', 'An early exit to decide on'),
  'exit-service': todo('authority', '退出决定待送达', 'A decision on early exit to serve'),
  'review-decision': todo('higher-authority', '退出复核待决定', 'A review of an exit to decide on'),
  handover: todo('authority', '退出交接待完成', 'A handover to complete'),
  'follow-up': todo('authority', '出壳跟踪回访待完成', 'A follow-up to check'),
} satisfies Record<string, Known>;

/** What no clock of the board runs for. */
export const otherTodos = {
  'gap-notice': todo('authority', '补正通知书待送达', 'A notice of gaps to serve'),
  'notice-posting': todo('authority', '入壳批准待公示', 'An approval to post'),
  'objection-answer': todo('authority', '公示异议待答复', 'An objection to answer'),
  'plan-draft': todo('both-sides', '孵化方案待拟订', 'A plan to draft'),
  'extension-decision': todo('authority', '延期申请待决定', 'An extension to decide on'),
  hearing: todo('authority', '听证待举行', 'A hearing to hold'),
  'review-request': todo('organization', '可申请复核', 'A review that may be asked for'),
} satisfies Record<string, Known>;

/** 文书 by their kinds. The operator is told what was decided about an incubatee; the rest is the organization's. */
export const documentKinds = {
  'gap-notice': notice('organization', '补正通知书已送达', 'A notice of gaps was served'),
  'entry-decision': notice('both-sides', '入壳决定已送达', 'A decision on entry was served'),
  'midterm-notice': notice('both-sides', '中期评估通知已送达', 'A notice of midterm was served'),
  'extension-decision': notice(
    'both-sides',
    '延期决定已送达',
    'A decision on extension was served',
  ),
  'graduation-reminder': notice('organization', '出壳提醒已送达', 'A reminder was served'),
  'graduation-decision': notice('both-sides', '出壳决定已送达', 'A graduation decision was served'),
  'cure-order': notice('organization', '限期改正通知已送达', 'An order to cure was served'),
  'exit-notice': notice('organization', '退出告知书已送达', 'A notice of early exit was served'),
  'hearing-notice': notice('organization', '听证通知书已送达', 'A notice of hearing was served'),
  'exit-decision': notice('both-sides', '退出决定书已送达', 'A decision on early exit was served'),
  'exit-rescission': notice('both-sides', '撤销退出通知已送达', 'A rescission of exit was served'),
  'review-decision': notice('both-sides', '复核决定书已送达', 'A decision on review was served'),
} satisfies Record<string, Known>;

export const otherNotices = {
  'public-notice': notice('both-sides', '入壳公示已发布', 'A public notice of entry was posted'),
  'midterm-result': notice(
    'both-sides',
    '中期评估结果已作出',
    'A midterm evaluation was concluded',
  ),
  'graduation-window': notice('organization', '出壳申请已提醒', 'The end of the term is near'),
  lapsed: notice('organization', '入壳申请已失效', 'An application lapsed'),
  withdrawn: notice('both-sides', '入壳批准已撤回', 'An approval was withdrawn'),
} satisfies Record<string, Known>;

/** A paper's kind in the list of notifications, so that it is not taken for what is to be done. */
export const servedKind = (document: keyof typeof documentKinds): string => `served-${document}`;

export const caseTodoKinds: Readonly<Record<string, Known>> = {
  ...clockKinds,
  ...otherTodos,
  ...otherNotices,
  ...Object.fromEntries(
    Object.entries(documentKinds).map(([document, known]) => [`served-${document}`, known]),
  ),
};
