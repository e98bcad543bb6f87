// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event, PlainDate } from '#event-sourcing';

/** The unit with its name as it was. */
export interface PostUnit {
  readonly id: string;
  readonly name: string;
}

export type PersonRegistered = Event<'PersonRegistered', { readonly name: string; readonly staffNumber?: string }>;
export type PersonCorrected = Event<
  'PersonCorrected',
  { readonly from: { readonly name: string }; readonly to: { readonly name: string } }
>;
export type PostTaken = Event<
  'PostTaken',
  { readonly unit: PostUnit; readonly post: string; readonly from: PlainDate }
>;
/** `to` is the last day in the post. */
export type PostLeft = Event<
  'PostLeft',
  { readonly unit: PostUnit; readonly post: string; readonly from: PlainDate; readonly to: PlainDate }
>;

export type PersonEvent = PersonRegistered | PersonCorrected | PostTaken | PostLeft;
