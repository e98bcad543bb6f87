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

const KINDS = ['isString', 'isInt', 'isNumber', 'isBoolean', 'isArray', 'isObject'] as const;

/** Of a value of another kind nothing else is said: "3" is not above a bound, and what is not there is not too long. */
const told = ({ constraints = {}, value }: ValidationError): [rule: string, message: string][] => {
  const kind = KINDS.find((rule) => constraints[rule] !== undefined);
  const isAnyNumber = typeof value === 'number' && (kind === 'isInt' || kind === 'isNumber');
  return kind && !isAnyNumber ? [[kind, constraints[kind]!]] : Object.entries(constraints);
};

/** Of a field that nobody knows, the choices are told. */
const messagesOf = (error: ValidationError): string[] => {
  const { property, target } = error;
  return told(error).map(([rule, message]) => {
    if (rule !== 'whitelistValidation') return inBothLanguages(property, rule, message);
    if (property === 'effectiveOn') return OF_TODAY;
    const known = knownFields(target).join(', ') || '—';
    return `没有 ${property}，可选 / there is no ${property}; one of: ${known}`;
  });
};

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
