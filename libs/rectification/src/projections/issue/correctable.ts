import type { Event, Recorded } from '#event-sourcing';
import { actOf, type Act } from '../act.js';

/** Only the fields that were corrected. */
export interface Correction<Fields> extends Act {
  readonly from: Fields;
  readonly to: Fields;
}

/** The first is the earliest; the fields beside them are those of the last. */
export interface Correctable<Fields> {
  readonly corrections: readonly Correction<Fields>[];
}

type Corrected<Fields> = Recorded<
  Event<string, { readonly corrects: string; readonly from: Fields; readonly to: Fields }>
>;

export const correctionOf = <Fields>(
  event: Recorded<Event<string, { readonly from: Fields; readonly to: Fields }>>,
): Correction<Fields> => ({ ...actOf(event), from: event.data.from, to: event.data.to });

/** The entries with the one that the event names as it stands from now on, and how it stood before. */
export const corrected = <Fields extends object, Entry extends Fields & Correctable<Fields> & { readonly id: string }>(
  entries: readonly Entry[],
  event: Corrected<Fields>,
): readonly Entry[] =>
  entries.map((entry) =>
    entry.id === event.data.corrects
      ? { ...entry, ...event.data.to, corrections: [...entry.corrections, correctionOf(event)] }
      : entry,
  );
