import type { PersonId } from '@fuhua/kernel';
import type { PanelRow, SeatTold } from './panel.view.ts';
import { isComplete } from './record.decider.ts';

/**
 * Blind: what each gave is for itself until all are in, again when a rater is missing; what each revised after the
 * calibration, until all have revised or the panel is over. Whoever stands back sees its own and nothing more.
 */
export function seatsFor(
  row: Pick<PanelRow, 'seats' | 'ratersMin' | 'outsideMin' | 'stage'>,
  reader: PersonId,
): readonly SeatTold[] {
  const { seats, stage } = row;
  const active = seats.filter(({ recused }) => !recused);
  const standsBack = seats.some(({ rater, recused }) => rater === reader && recused);
  const showsScores = !standsBack && isComplete(row, seats);
  const isClosed = stage !== 'open' || active.every(({ revised }) => revised !== undefined);
  return seats.map((seat) => {
    const { scored: _scored, revised: _revised, ...told } = seat;
    if (seat.rater === reader) return seat;
    if (!showsScores) return told;
    if (isClosed) return seat;
    return { ...told, ...(seat.scored && { scored: seat.scored }) };
  });
}
