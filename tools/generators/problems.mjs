import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayProblems } from '@fuhua/gateway';
import { allProblems } from '@fuhua/platform/http';
import './services.mjs'; // brings the problem tables of every slice

const heading = `# Problems

Every code that a route may answer with (\`application/problem+json\`, RFC 9457; \`type\` is \`urn:fuhua:problem:<code>\`).

| code | status | 中文 | English | retry after |
| --- | --- | --- | --- | --- |
`;

const cell = ({ title, detail }, language) =>
  [title[language], detail?.[language]].filter(Boolean).join(' — ').replaceAll('|', '\\|');

export const problems = {
  name: 'problems',
  run: (outDir) => {
    const known = [...Object.entries(gatewayProblems), ...allProblems()];
    const rows = known.map(([code, problem]) => {
      const retry = problem.retryAfterSeconds === undefined ? '' : `${problem.retryAfterSeconds} s`;
      return `| \`${code}\` | ${problem.status} | ${cell(problem, 'zh')} | ${cell(problem, 'en')} | ${retry} |`;
    });
    writeFileSync(join(outDir, 'problems.md'), `${heading}${rows.join('\n')}\n`);
  },
};
