/** One variable of the environment: how it is read, and what the operations manual says of it. */
export interface Variable<T> {
  readonly name: string;
  readonly unit: string;
  readonly fallback: string;
  readonly range: string;
  readonly meaning: string;
  /** Never shown, not even when it is refused. */
  readonly secret?: true;
  readonly read: (text: string) => T | undefined;
}

const whole = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined;
};

export const oneOf =
  <T extends string>(...values: readonly T[]) =>
  (text: string) =>
    values.find((value) => value === text);

export const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

export const number = (
  parts: Omit<Variable<number>, 'range' | 'read'> & { min: number; max: number },
): Variable<number> => ({
  ...parts,
  range: `${parts.min} - ${parts.max}`,
  read: whole(parts.min, parts.max),
});
