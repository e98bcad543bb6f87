// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

export type UnitRegistered = Event<'UnitRegistered', { readonly name: string; readonly parentId?: string }>;
export type UnitRenamed = Event<'UnitRenamed', { readonly from: string; readonly to: string }>;
export type UnitDissolved = Event<'UnitDissolved', { readonly name: string }>;

export type UnitEvent = UnitRegistered | UnitRenamed | UnitDissolved;
