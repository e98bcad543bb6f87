const SEPARATOR = ',';

/** Every id between two separators, so that one is found by `contains` and never as a part of another. */
export const joined = (ids: readonly string[]): string => `${SEPARATOR}${ids.join(SEPARATOR)}${SEPARATOR}`;

export const separated = (ids: string): string[] => ids.split(SEPARATOR).filter((id) => id !== '');
