import {
  correctionDecider,
  sharedEvents,
  type CorrectionCommand,
  type CorrectionRefusal,
  type CorrectionState,
  type DomainEvent,
  type Refusal,
  type SharedEvent,
  type Slice,
  type Told,
} from '@fuhua/kernel';

/** The same streams, folded by the decider of corrections: its events stand beside the slice's own. */
export function correctionsOf<S, C, E extends DomainEvent, R extends Refusal>(
  slice: Slice<S, C, E, R>,
): Slice<CorrectionState, CorrectionCommand, Told | SharedEvent, CorrectionRefusal> {
  return {
    category: slice.category,
    events: { ...slice.events, ...sharedEvents },
    decider: correctionDecider(slice.events),
    hearsCorrections: true,
    ...(slice.upcast && { upcast: slice.upcast }),
  };
}
