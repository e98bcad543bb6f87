// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

export type NameKind = 'person' | 'staff-number' | 'unit';

export interface NameHolder {
  readonly id: string;
  readonly name: string;
}

/** A person or a unit goes by the name, or a person by the staff number, however it is written. */
export type NameTaken = Event<
  'NameTaken',
  { readonly kind: NameKind; readonly name: string; readonly holder: NameHolder }
>;
export type NameLeft = Event<
  'NameLeft',
  { readonly kind: NameKind; readonly name: string; readonly holder: NameHolder }
>;

export type NameEvent = NameTaken | NameLeft;
