import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

const BYTES = 16;
/** Asking the system for so few bytes each time costs as much as the rest of a command's way into memory. */
const IDS_AT_ONCE = 256;

let random = randomBytes(0);
let taken = 0;

const someRandom = (): Uint8Array => {
  if (taken === random.length) {
    random = randomBytes(BYTES * IDS_AT_ONCE);
    taken = 0;
  }
  return random.subarray(taken, (taken += BYTES));
};

/**
 * Of a command that brings no key along, and of what it makes. It begins with the time, so that what belongs to the same
 * days lies together in every index and a store of millions takes as many as a small one. Source: RFC 9562, section 5.7.
 */
export const newId = (): string => v7({ random: someRandom() });
