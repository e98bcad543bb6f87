import type { ValidationError } from 'class-validator';
import type { FieldError } from '#contracts';

/** The request's form is wrong; every wrong field is named. */
export class BadShape extends Error {
  override readonly name = 'BadShape';
  constructor(readonly errors: readonly FieldError[]) {
    super('the request has not the form asked for');
  }
}

export const fieldErrors = (errors: readonly ValidationError[], prefix = ''): FieldError[] =>
  errors.flatMap((error) => {
    const field =
      prefix +
      (/^\d+$/.test(error.property)
        ? `[${error.property}]`
        : `${prefix && !prefix.endsWith('.') ? '.' : ''}${error.property}`);
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...fieldErrors(error.children ?? [], field)];
  });
