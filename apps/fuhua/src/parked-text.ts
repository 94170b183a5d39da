import type { AsideKey } from '@fuhua/platform/reactions';
import { instantOfEpochMs } from '@fuhua/kernel';
import { shanghaiTime } from './history-text.ts';

const states = {
  parked: '待处理 parked',
  retrying: '重试中 retrying',
} satisfies Record<AsideKey['state'], string>;

/** One stream set aside: its id, how it stands, what fails and how much waits. */
export function keyLine(service: string, key: AsideKey): string {
  const { stream, revision, type, group, messages, attempts } = key;
  const at = `${stream}@${String(revision)}`;
  const head = `${service}-${String(key.id)}  ${states[key.state]}  ${group}  ${at} ${type}`;
  const error = attempts.at(-1)?.error ?? '-';
  return `${head}\n      等待 waiting: ${String(messages)}\n      错误 error: ${error}\n`;
}

/** The same with since when, and every error kept. */
export function keyText(service: string, key: AsideKey): string {
  const { id, group, stream, messages, since, attempts } = key;
  const lines = [
    `${service}-${String(id)}  ${states[key.state]}`,
    `反应 reaction: ${group}`,
    `事件流 stream: ${stream}`,
    `搁置于 set aside: ${shanghaiTime(instantOfEpochMs(since.getTime()))}`,
    `等待 waiting: ${String(messages)}`,
    ...attempts.map(
      ({ at, error }, n) => `第 ${String(n + 1)} 次 attempt: ${shanghaiTime(at)}  ${error}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
