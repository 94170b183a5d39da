import { filled, problemOf, type Bilingual, type HttpProblem } from '@fuhua/platform/http';
import type { Text } from '../user-error.ts';
import type { Heard } from './client.ts';

/** What a refusal says in both languages: title and detail of its code, as this release knows it. */
export function reasonOf({ status, body }: Heard): Text {
  const code = String(body['code']);
  const problem = knownProblem(code);
  const said = [problem?.title ?? asAnswered(body['title']), problem?.detail, errorsIn(body)];
  const parts = said.filter((part) => part !== undefined);
  const coded = `${status} ${code}`;
  return {
    zh: `${parts.map(({ zh }) => filled(zh, body)).join('：')}（${coded}）`,
    en: `${parts.map(({ en }) => filled(en, body)).join(': ')} (${coded})`,
  };
}

/** Undefined for a code of a later release. */
function knownProblem(code: string): HttpProblem | undefined {
  try {
    return problemOf(code);
  } catch {
    return undefined;
  }
}

const asAnswered = (said: unknown): Bilingual => ({ zh: String(said), en: String(said) });

/** Which fields, where the input itself was refused; in the language of the answer. */
function errorsIn({ errors }: Heard['body']): Bilingual | undefined {
  if (errors === undefined) return undefined;
  const fields = errors as readonly { readonly field: string; readonly message: string }[];
  return asAnswered(fields.map(({ field, message }) => `${field} ${message}`).join('; '));
}
