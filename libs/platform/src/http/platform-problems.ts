import type { CorrectionRefusal } from '@fuhua/kernel';
import type { HandleRefusal } from '../handle/index.ts';
import { problemTable, type HttpProblem } from './problem.ts';

const at = (
  status: number,
  zh: string,
  en: string,
  more: Omit<HttpProblem, 'status' | 'title'> = {},
): HttpProblem => ({ status, title: { zh, en }, ...more });
const detail = (zh: string, en: string): Pick<HttpProblem, 'detail'> => ({ detail: { zh, en } });

/** What any route of any service may answer. */
export const platformProblems = problemTable({
  'platform.invalid-input': at(400, '输入不符合要求', 'The input is not acceptable'),
  'platform.unknown-field': at(
    400,
    '含有未知字段',
    'There is a field that the route does not know',
  ),
  'platform.broken-json': at(400, '请求体不是有效的 JSON', 'The body is not valid JSON'),
  'platform.duplicate-key': at(400, 'JSON 中有重复的键', 'A key stands twice in one JSON object'),
  'platform.unsafe-integer': at(
    400,
    'JSON 中的数字超出可精确表示的范围',
    'A number in the JSON cannot be kept exactly',
    detail('请改用字符串。', 'Send it as a string.'),
  ),
  'platform.forbidden-key': at(400, 'JSON 中有禁止使用的键', 'A key in the JSON is forbidden'),
  'platform.forbidden-character': at(
    400,
    '文本中有无法保存的字符',
    'A text holds a character that cannot be stored',
  ),
  'platform.nested-too-deep': at(400, 'JSON 嵌套过深', 'The JSON is nested too deep'),
  'platform.occurred-in-future': at(
    422,
    '发生时间晚于现在',
    'It cannot have happened later than now',
  ),
  'platform.unauthenticated': at(401, '需要登录令牌', 'A bearer token is needed'),
  'platform.token-malformed': at(401, '令牌格式不正确', 'The token is malformed'),
  'platform.token-invalid': at(401, '令牌无效', 'The token is not valid'),
  'platform.token-expired': at(401, '令牌已过期', 'The token has expired'),
  'platform.token-audience': at(
    401,
    '令牌的签发者或受众不符',
    'The token comes from another issuer or is meant for another audience',
  ),
  'platform.forbidden-role': at(403, '没有执行此操作的角色', 'No role held allows this'),
  'platform.out-of-scope': at(403, '超出授权范围', 'Outside the scope of the grant'),
  'platform.grant-ambiguous': at(
    400,
    '有多项授权适用，请指明以何身份办理',
    'Several grants fit: say which one is used',
    detail(
      '请在 Acting-For 请求头中写明其中一项。',
      'Name one of the choices in the header Acting-For.',
    ),
  ),
  'platform.not-found': at(404, '没有找到', 'Not found'),
  'platform.method-not-allowed': at(405, '此地址不支持该方法', 'This address has no such method'),
  'platform.conflict': at(
    409,
    '他人同时在修改，请重试',
    'Others are changing this at the same time; try again',
    { retryAfterSeconds: 1 },
  ),
  'platform.position-of-other-epoch': at(
    410,
    '该位置属于恢复之前的记录',
    'The position belongs to the record before it was restored',
  ),
  'platform.position-of-other-service': at(
    400,
    '该位置属于另一个服务',
    'The position belongs to another service',
  ),
  'platform.person-forgotten': at(
    410,
    '该人员的个人信息已删除，不能再记录',
    'The person was forgotten; nothing personal is recorded about them any more',
  ),
  'platform.stale-revision': at(
    412,
    '内容已被更新，请重新读取',
    'It has changed meanwhile; read it again',
  ),
  'platform.body-too-large': at(413, '请求体过大', 'The body is too large', {
    ...detail('请求体不得超过 1 MiB。', 'A body may have 1 MiB.'),
  }),
  'platform.command-too-large': at(
    413,
    '内容过大，无法保存',
    'There is more in the command than one event may hold',
  ),
  'platform.export-too-large': at(
    422,
    '结果过多，无法导出',
    'There are too many rows to export',
    detail(
      '一次最多导出 {rowsMax} 行，请按区划等条件缩小范围。',
      'An export may have {rowsMax} rows: narrow it, for example by division.',
    ),
  ),
  'platform.unsupported-media-type': at(
    415,
    '请求体必须是 application/json',
    'The body must be application/json',
  ),
  'platform.idempotency-key-reused': at(
    422,
    '该 Idempotency-Key 已用于另一个请求',
    'This Idempotency-Key was used for another request',
  ),
  'platform.too-many-requests': at(429, '请求过于频繁', 'Too many requests', {
    retryAfterSeconds: 60,
  }),
  'platform.internal': at(500, '内部错误', 'Internal error'),
  'platform.outcome-unknown': at(
    503,
    '结果未知，请用同一个 Idempotency-Key 重试',
    'The outcome is unknown: repeat the request with the same Idempotency-Key',
    { retryAfterSeconds: 2 },
  ),
  'platform.unavailable': at(503, '服务暂时不可用', 'Not available for the moment', {
    retryAfterSeconds: 5,
  }),
  'platform.busy': at(503, '服务繁忙', 'Too busy for the moment', { retryAfterSeconds: 1 }),
  'platform.view-behind': at(
    503,
    '视图尚未更新到所要求的位置',
    'The view has not come that far yet',
    {
      retryAfterSeconds: 2,
    },
  ),
  'platform.grants-stale': at(503, '授权信息已过时', 'What is known of the grants is too old', {
    retryAfterSeconds: 5,
  }),
  'platform.access-not-recorded': at(
    503,
    '访问记录无法写入，因此不提供个人信息',
    'The access record cannot be written, so personal data is not shown',
    { retryAfterSeconds: 5 },
  ),
  'platform.unknown-event': at(
    503,
    '历史中有本版本不认识的事件',
    'The history holds an event that this release does not know',
  ),
} satisfies Record<HandleRefusal['code'], HttpProblem> & Record<string, HttpProblem>);

/** The refusals of a correction, the same in every slice. */
export const correctionProblems = problemTable({
  'correction.unknown-event': at(404, '没有可更正的该事件', 'There is no such event to correct'),
  'correction.not-correctable': at(409, '这些字段不可更正', 'These fields cannot be corrected'),
  'correction.invalid-value': at(
    422,
    '更正后的值不符合要求',
    'A corrected value is not acceptable',
  ),
  'correction.no-change': at(409, '更正没有改变任何内容', 'The correction would change nothing'),
  'correction.not-open': at(
    409,
    '该更正申请不在待审状态',
    'The request for correction is not open',
  ),
  'correction.same-person': at(
    403,
    '申请人不得审批自己的更正',
    'Nobody approves a correction of their own',
  ),
  'correction.value-moved': at(
    409,
    '申请之后原值已变化',
    'The value has changed since the correction was requested',
  ),
} satisfies Record<CorrectionRefusal['code'], HttpProblem>);

export type PlatformCode = keyof typeof platformProblems | keyof typeof correctionProblems;
