import { z } from 'zod';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const id = (): z.ZodString => z.string().regex(UUID, { error: 'must be a lower-case UUID' });

export const EventId = id().brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;

/** A natural person known to the record: an officer, an operator's or an organization's employee, a rater. */
export const PersonId = id().brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

/** A competent authority: a civil-affairs bureau or a sponsor. Its id is compared, never its name or code. */
export const AuthorityId = id().brand<'AuthorityId'>();
export type AuthorityId = z.infer<typeof AuthorityId>;

/** A social organization (社会组织), registered, filed (备案) or still a preparing team. */
export const OrganizationId = id().brand<'OrganizationId'>();
export type OrganizationId = z.infer<typeof OrganizationId>;

/** An incubation base (孵化基地). */
export const BaseId = id().brand<'BaseId'>();
export type BaseId = z.infer<typeof BaseId>;

/** Who is to run a base, or runs it: from the nomination to the end of the contract (运营合同). */
export const OperatorContractId = id().brand<'OperatorContractId'>();
export type OperatorContractId = z.infer<typeof OperatorContractId>;

/** One organization at one base, from its application to the last follow-up (孵化个案). */
export const CaseId = id().brand<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;

/** The whole digits of a division: 2 province, 4 city, 6 county, 9 township, 12 village. */
export const DivisionCode = z
  .string()
  .regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, {
    error: 'must be a division code of 2, 4, 6, 9 or 12 digits',
  })
  .brand<'DivisionCode'>();
export type DivisionCode = z.infer<typeof DivisionCode>;

/** `<category>-<id>`. A category has no hyphen. */
export type StreamName = `${string}-${string}`;

/** The only place where a stream gets its name. */
export function streamOf(category: string, id: string): StreamName {
  if (!/^[a-z]+$/.test(category)) throw new RangeError(`not a category: ${category}`);
  return `${category}-${id}`;
}

export function categoryOf(stream: StreamName): string {
  return stream.slice(0, stream.indexOf('-'));
}

export function idOf(stream: StreamName): string {
  return stream.slice(stream.indexOf('-') + 1);
}
