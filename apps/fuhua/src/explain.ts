import { UnknownEvent } from '@fuhua/platform/handle';
import {
  IncompleteCopy,
  NotMigrated,
  OutcomeUnknown,
  Unavailable,
} from '@fuhua/platform/event-store';
import {
  KeyConflict,
  KeysNotMigrated,
  MasterKeyRefused,
  OtherMasterKey,
} from '@fuhua/platform/privacy';
import { FoldFailed, NotSwappable, RebuildNeeded, RebuildRunning } from '@fuhua/platform/views';
import { UserError } from './user-error.ts';
import type { Text } from './user-error.ts';

/** Errors of the platform that a user can put right become sentences for the user; others stay as they are. */
export async function explaining<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const text = textOf(error);
    throw text === undefined ? error : new UserError(text, { cause: error });
  }
}

function textOf(error: unknown): Text | undefined {
  if (!(error instanceof Error)) return undefined;
  const en = `${error.message.replace(/[.;]?$/, '')}.`;
  if (error instanceof NotMigrated || error instanceof KeysNotMigrated) {
    return {
      zh: '数据库尚未建好，请先执行一次 npm start。',
      en: 'The databases are not prepared yet; run npm start once.',
    };
  }
  if (error instanceof Unavailable) {
    return {
      zh: `数据库没有应答（${error.message}），请稍后重试。`,
      en: `The database does not answer (${error.message}); try again.`,
    };
  }
  if (error instanceof OutcomeUnknown) {
    return {
      zh: '结果未知：可能已写入，也可能没有，请再次执行同一命令。',
      en: 'The outcome is unknown: it may or may not be written; run the same command again.',
    };
  }
  if (error instanceof OtherMasterKey) {
    return {
      zh: '密钥库中的密钥由另一个主密钥保护，请放回当初的主密钥文件。',
      en: 'The keys are wrapped under another master key; put the master key file back under which they were made.',
    };
  }
  if (error instanceof MasterKeyRefused) {
    return { zh: `主密钥文件无法使用（${error.message}）。`, en };
  }
  if (error instanceof KeyConflict) {
    return {
      zh: `密钥备份与现有密钥库中 ${error.subject} 的密钥不同，请改用同一系统的密钥备份，或恢复到新的数据目录。`,
      en: `The backup and the key store hold different keys of ${error.subject}; use a backup of this system's keys, or restore into a new data directory.`,
    };
  }
  if (error instanceof IncompleteCopy) {
    return {
      zh: `备份内容与清单不符（到位置 ${error.head}，应到 ${error.expected}），未作任何改动，请改用另一份备份。`,
      en: `The backup ends at position ${error.head} and its manifest says ${error.expected}; nothing was changed; use another backup.`,
    };
  }
  return rebuildTextOf(error, en);
}

function rebuildTextOf(error: Error, en: string): Text | undefined {
  if (error instanceof RebuildRunning) {
    return {
      zh: '该视图正在重建或核对，请等它结束后再试。',
      en: `${en.slice(0, -1)}; wait until it has ended.`,
    };
  }
  if (error instanceof RebuildNeeded) {
    return {
      zh: `视图 ${error.view} 与当前历史或版本不符，请先执行 fuhua rebuild ${error.view}。`,
      en,
    };
  }
  if (error instanceof NotSwappable) {
    return { zh: `视图的表上有重建会丢失的东西（${error.message}），请先删除它。`, en };
  }
  if (error instanceof FoldFailed || error instanceof UnknownEvent) {
    return {
      zh: `本版本无法读取历史中的事件（${error.message}），视图未改动，请用更新的版本。`,
      en: `${en.slice(0, -1)}; the view is as it was; use a later release.`,
    };
  }
  return undefined;
}
