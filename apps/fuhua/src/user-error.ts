import { EmbeddedPostgresError } from '@fuhua/platform/embedded';

/** The same in Chinese and English. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Something the user can put right: one sentence that says how, no stack trace, exit code 1. */
export class UserError extends Error {
  override readonly name = 'UserError';
  constructor(
    readonly text: Text,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
  }
}

/** What to print when a command fails: the sentence for the user, or the stack trace of a bug. */
export function failureOf(error: unknown): string {
  const text = textOf(error);
  return text === undefined ? `${String((error as Error).stack)}\n` : linesOf(text);
}

function textOf(error: unknown): Text | undefined {
  if (error instanceof UserError) return error.text;
  if (error instanceof EmbeddedPostgresError) return { zh: error.zh, en: error.message };
  return undefined;
}

/** Chinese first, English below it. */
export function linesOf({ zh, en }: Text): string {
  return `${zh}\n${en}\n`;
}

/** Tells the user what is being done. */
export function say(text: Text): void {
  process.stdout.write(linesOf(text));
}
