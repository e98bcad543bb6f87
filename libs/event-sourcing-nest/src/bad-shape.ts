import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { FieldError } from '#contracts';
import { inBothLanguages } from './field-messages.js';

/** The request's form is wrong; every wrong field is named. */
export class BadShape extends Error {
  override readonly name = 'BadShape';
  constructor(readonly errors: readonly FieldError[]) {
    super('the request has not the form asked for');
  }
}

/** What the validators of a class know of, whose it is or was inherited. */
const knownFields = (target: object | undefined): string[] =>
  target === undefined
    ? []
    : [
        ...new Set(
          getMetadataStorage()
            .getTargetValidationMetadatas(target.constructor, '', false, false)
            .map(({ propertyName }) => propertyName),
        ),
      ].sort();

const OF_TODAY =
  '此项决定以记录之日为准，不接受补录日期 / this is of the day it is recorded on; only work that was done is entered late';

/** Of a field that nobody knows, the choices are told. */
const messagesOf = ({ property, constraints = {}, target }: ValidationError): string[] =>
  Object.entries(constraints).map(([rule, message]) => {
    if (rule !== 'whitelistValidation') return inBothLanguages(property, rule, message);
    if (property === 'effectiveOn') return OF_TODAY;
    const known = knownFields(target).join(', ') || '—';
    return `没有 ${property}，可选 / there is no ${property}; one of: ${known}`;
  });

export const fieldErrors = (errors: readonly ValidationError[], prefix = ''): FieldError[] =>
  errors.flatMap((error) => {
    const field =
      prefix +
      (/^\d+$/.test(error.property)
        ? `[${error.property}]`
        : `${prefix && !prefix.endsWith('.') ? '.' : ''}${error.property}`);
    const own = messagesOf(error).map((message) => ({ field, message }));
    return [...own, ...fieldErrors(error.children ?? [], field)];
  });
