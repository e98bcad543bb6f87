// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event, PlainDate } from '#event-sourcing';
import type { Merged } from '../merger/events.js';
import type { Post, PostUnit } from './posts.js';

export type { PostUnit };

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

/** Registered a second time: goes on as another one. */
export type PersonAbsorbed = Event<'PersonAbsorbed', { readonly into: Merged }>;
/** Goes on for the absorbed one as well, whose posts are as they were then. */
export type PersonTookOver = Event<
  'PersonTookOver',
  { readonly absorbed: Merged & { readonly staffNumber?: string }; readonly posts: readonly Post[] }
>;
/** The merger was undone: told of both. */
export type PersonSetApart = Event<'PersonSetApart', { readonly from: Merged; readonly other: Merged }>;

export type PersonEvent =
  PersonRegistered | PersonCorrected | PostTaken | PostLeft | PersonAbsorbed | PersonTookOver | PersonSetApart;
