import type { z } from 'zod';

/** The environment does not describe a service. The message names every variable at once and never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
}

/**
 * Reads the variables that the schema names and leaves all others alone. An empty variable counts as missing.
 *
 * @param schema one key a variable; its messages must not repeat the value (zod's own do not)
 * @throws ConfigError naming every missing and every bad variable
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): z.output<S> {
  const names = Object.keys(schema.shape);
  const given = names.flatMap((name) => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const read = schema.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  const present = new Set(given.map(([name]) => name));
  throw new ConfigError([
    ...new Set(read.error.issues.map(({ path, message }) => complaint(path, message, present))),
  ]);
}

function complaint(
  path: readonly PropertyKey[],
  message: string,
  present: ReadonlySet<string>,
): string {
  const name = String(path[0] ?? 'the variables together');
  return path.length > 0 && !present.has(name) ? `${name} is missing` : `${name}: ${message}`;
}
