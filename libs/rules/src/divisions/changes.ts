/**
 * What the 2023 edition in `jiangsu.data.ts` does not say, by effective day: divisions that ended before it or began or ended
 * since, and the day from which one of its divisions exists. A division of the edition that is not listed here is taken to
 * have always existed. To be completed as localities report; codes are never used again.
 */
export interface DivisionChange {
  readonly code: string;
  /** Needed where the edition has no such code. */
  readonly name?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly successors?: readonly string[];
}

/** [K] 苏政发〔2020〕60号, dated 2020-07-03, made public on 07-17; taken to hold from its date. */
const nantong2020: readonly DivisionChange[] = [
  { code: '320602', name: '崇川区', validTo: '2020-07-02', successors: ['320613'] },
  { code: '320611', name: '港闸区', validTo: '2020-07-02', successors: ['320613'] },
  { code: '320684', name: '海门市', validTo: '2020-07-02', successors: ['320614'] },
  { code: '320613', validFrom: '2020-07-03' },
  { code: '320614', validFrom: '2020-07-03' },
];

export const changes: readonly DivisionChange[] = [...nantong2020];
