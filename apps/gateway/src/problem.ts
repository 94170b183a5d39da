import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the gateway itself refuses; everything else is the service's own answer, passed on as it is. */
export const problems = {
  'gateway.service-unavailable': {
    status: 503,
    title: {
      zh: '服务暂时不可用，请求未被处理',
      en: 'The service is unavailable; nothing was done',
    },
  },
  'gateway.outcome-unknown': {
    status: 502,
    title: {
      zh: '与服务的连接中断，请求可能已被处理，请用相同的 Idempotency-Key 重试',
      en: 'The connection to the service broke and the request may have been carried out; retry with the same Idempotency-Key',
    },
  },
  'gateway.timeout': {
    status: 504,
    title: { zh: '服务未在限定时间内应答', en: 'The service did not answer in time' },
  },
  'gateway.bad-request': {
    status: 400,
    title: { zh: '请求的地址或报文无效', en: 'The request path or message is invalid' },
  },
  'gateway.body-too-large': {
    status: 413,
    title: {
      zh: '请求体过大，不得超过 1 MiB；上传的文件不得超过系统设定的上限',
      en: 'The body is too large: it may have 1 MiB, or be a file of the size that is set',
    },
  },
  'gateway.not-found': {
    status: 404,
    title: { zh: '没有这个地址，可用的服务见 /', en: 'No such address; / lists the services' },
  },
  'gateway.clock-goes-forward': {
    status: 409,
    title: { zh: '时钟只能向前拨', en: 'The clock only goes forward' },
  },
  'gateway.internal': {
    status: 500,
    title: { zh: '网关内部错误', en: 'Internal error of the gateway' },
  },
} as const;

export type ProblemCode = keyof typeof problems;

/** Answers RFC 9457 `application/problem+json` in the language that the client prefers. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ProblemCode,
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const { status, title } = problems[code];
  const language = preferredLanguage(request.headers['accept-language']);
  if (status === 503) void reply.header('retry-after', '1');
  const body = {
    type: `urn:fuhua:problem:${code}`,
    title: title[language],
    status,
    code,
    instance: request.id,
    ...more,
  };
  return reply
    .code(status)
    .header('content-language', language === 'zh' ? 'zh-CN' : 'en')
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** Chinese unless the client ranks English higher. */
export function preferredLanguage(header: string | undefined): 'zh' | 'en' {
  const weight = { zh: 0, en: 0 };
  for (const part of (header ?? '').split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const q = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find(Boolean);
    const language = tag.split('-')[0];
    if (language !== 'zh' && language !== 'en') continue;
    weight[language] = Math.max(weight[language], q === undefined ? 1 : Number(q));
  }
  if (weight.en === weight.zh) return firstOf(header);
  return weight.en > weight.zh ? 'en' : 'zh';
}

function firstOf(header: string | undefined): 'zh' | 'en' {
  return /\b(zh|en)\b/i.exec(header ?? '')?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh';
}
