import { v7 } from 'uuid';

/**
 * Of a command that brings no key along, and of what it makes. It begins with the time, so that what belongs to the same
 * days lies together in every index and a store of millions takes as many as a small one. Source: RFC 9562, section 5.7.
 */
export const newId = (): string => v7();
