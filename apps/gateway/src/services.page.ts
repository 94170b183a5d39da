import type { Readiness } from './readiness.ts';

/** Where a service is found, as seen from outside. */
export interface Listing extends Readiness {
  readonly docs: string;
  readonly openapi: string;
  readonly health: string;
}

export function listingOf(readiness: Readiness): Listing {
  const base = `/${readiness.name}`;
  return {
    ...readiness,
    docs: `${base}/docs`,
    openapi: `${base}/openapi.json`,
    health: `${base}/health/ready`,
  };
}

const statuses = {
  ready: { zh: '就绪', en: 'ready' },
  'not-ready': { zh: '未就绪', en: 'not ready' },
  down: { zh: '未运行', en: 'down' },
} as const;

/** What a person sees at `/`: Chinese first, English beside it. Names come from our own configuration. */
export function servicesPage(listings: readonly Listing[]): string {
  const rows = listings.map(({ name, status, docs, openapi, health }) => {
    const { zh, en } = statuses[status];
    return `<tr><th scope="row">${name}</th><td class="${status}">${zh} <span lang="en">${en}</span></td>
<td><a href="${docs}">${docs}</a></td><td><a href="${openapi}">${openapi}</a></td><td><a href="${health}">${health}</a></td></tr>`;
  });
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>孵化 fuhua</title><style>
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:3rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #ccc}
[lang=en]{color:#555}.ready{color:#060}.not-ready,.down{color:#a00}
</style></head><body>
<h1>孵化</h1>
<p>全省社会组织孵化基地的登记系统，提供以下服务。</p>
<p lang="en">The record of the province's social-organization incubation bases. These services are offered.</p>
<table><thead><tr><th>服务 <span lang="en">service</span></th><th>状态 <span lang="en">status</span></th>
<th>接口文档 <span lang="en">API</span></th><th>OpenAPI</th><th>健康 <span lang="en">health</span></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
<p>我的待办与通知（各服务合并）：<code>GET /v1/todo</code>，<code>GET /v1/notifications</code></p>
<p lang="en">What waits for me, and what I am to read, of all services at once.</p>
</body></html>
`;
}
