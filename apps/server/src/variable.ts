import * as v from 'valibot';

/** What the operations manual says of a variable of the environment. */
export interface Manual {
  readonly name: string;
  readonly unit: string;
  /** What is taken when it is not set. */
  readonly fallback: string;
  readonly range: string;
  readonly meaning: string;
  /** Never shown, not even when it is refused. */
  readonly secret?: true;
}

/** A variable as text, its fallback included, and the value that is made of it. */
export type Variable<T> = v.GenericSchema<string | undefined, T>;

interface Form<T> {
  readonly range: string;
  readonly of: v.GenericSchema<string, T>;
}

/** A whole number in decimal digits. */
export const whole = (min: number, max: number): Form<number> => ({
  range: `${min} - ${max}`,
  of: v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(min), v.maxValue(max)),
});

export const oneOf = <const T extends string>(...values: readonly T[]): Form<T> => ({
  range: values.join(', '),
  of: v.pipe(v.string(), v.picklist(values)),
});

export const matching = (pattern: RegExp, range: string): Form<string> => ({
  range,
  of: v.pipe(v.string(), v.regex(pattern)),
});

/** Several of one kind with commas between, or none; spaces are left out. */
export const listOf = (isOne: (text: string) => boolean, range: string): Form<string> => ({
  range,
  of: v.pipe(
    v.string(),
    v.check((text) => text === '' || text.split(',').every((one) => isOne(one.trim()))),
    v.transform((text) => text.replaceAll(' ', '')),
  ),
});

export const variable = <T>(manual: Omit<Manual, 'range'>, { range, of }: Form<T>): Variable<T> =>
  v.pipe(v.optional(of, manual.fallback), v.metadata({ ...manual, range }));

export const manualOf = (schema: Variable<unknown>): Manual => v.getMetadata(schema) as unknown as Manual;
