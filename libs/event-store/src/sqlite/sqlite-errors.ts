import { StoreUnavailable } from '#event-sourcing';

const BUSY = 5;
const FULL = 13;
const CONSTRAINT = 19;

/** SQLite's primary result code; the extended one carries details above the lowest byte. */
const primaryCode = (error: unknown): number | undefined => (isSqlite(error) ? error.errcode & 0xff : undefined);

export const isSqlite = (error: unknown): error is Error & { readonly errcode: number } =>
  typeof error === 'object' && error !== null && 'errcode' in error;

export const isBusy = (error: unknown): boolean => primaryCode(error) === BUSY;
export const isFull = (error: unknown): boolean => primaryCode(error) === FULL;
export const isConstraint = (error: unknown): boolean => primaryCode(error) === CONSTRAINT;

export const unavailable = (error: unknown): StoreUnavailable =>
  new StoreUnavailable(isSqlite(error) ? error.message : String(error), { cause: error });
