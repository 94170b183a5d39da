import { z } from 'zod';

/** Where a recorded fact was taken from: a register or a document, and the files that prove it. */
export const Source = z.object({
  name: z.string().trim().min(1).max(200),
  /** 文号 */
  document: z.string().trim().min(1).max(100).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  /** SHA-256 of each file, in hexadecimal. */
  evidence: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' }))
    .max(20)
    .optional(),
  /** Entered from the records kept before this system (definition 23). */
  migrated: z.literal(true).optional(),
});
export type Source = z.infer<typeof Source>;
