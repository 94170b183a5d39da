import { parseUscc, type Uscc } from './uscc.ts';

/** A public-fundraising plan's number (公开募捐方案备案编号): USCC, `A`, two digits of the year, three of the sequence. */
export interface FundraisingPlanNumber {
  readonly uscc: Uscc;
  readonly year: number;
  readonly sequence: number;
}

/** @throws RangeError when the code inside is wrong or the rest is not `A` and five digits. */
export function parseFundraisingPlanNumber(text: string): FundraisingPlanNumber {
  const uscc = parseUscc(text.slice(0, 18));
  const rest = /^A(\d{2})(\d{3})$/.exec(text.slice(18));
  if (rest === null) {
    throw new RangeError(`not a fundraising plan number: ${JSON.stringify(text)}`);
  }
  return { uscc, year: 2000 + Number(rest[1]), sequence: Number(rest[2]) };
}
