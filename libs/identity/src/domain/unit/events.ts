// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

export type UnitRegistered = Event<'UnitRegistered', { readonly name: string; readonly parentId?: string }>;
export type UnitRenamed = Event<'UnitRenamed', { readonly from: string; readonly to: string }>;
export interface ParentUnit {
  readonly id: string;
  readonly name: string;
}
/** Belongs to another unit than was entered, or to none. */
export type UnitMoved = Event<'UnitMoved', { readonly from?: ParentUnit; readonly to?: ParentUnit }>;
export type UnitDissolved = Event<'UnitDissolved', { readonly name: string }>;

export type UnitEvent = UnitRegistered | UnitRenamed | UnitMoved | UnitDissolved;
