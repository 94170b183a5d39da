import { Claimed, claim, writing } from '@fuhua/platform/embedded';
import type { Claim } from '@fuhua/platform/embedded';
import { makeDataDirectory } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { UserError } from './user-error.ts';

/** One `up`, or one command that needs it stopped, a data directory. @throws UserError */
export function lockOf(data: DataDirectory): Claim {
  makeDataDirectory(data);
  const file = data.path('up.pid');
  try {
    return writing(file, () => claim(file));
  } catch (error) {
    if (!(error instanceof Claimed)) throw error;
    const pid = String(error.pid);
    throw new UserError({
      zh: `数据目录 ${data.root} 上已有 fuhua 在运行（进程 ${pid}），请先停止它（kill ${pid}），或用 --data 指定其他数据目录。`,
      en: `A fuhua already runs on ${data.root} (process ${pid}); stop it first (kill ${pid}), or choose another data directory with --data.`,
    });
  }
}
