import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FieldError } from '#contracts';
import { BadShape } from '#event-sourcing-nest';

/** Objects and lists within one another; whoever walks deeper ones runs out of stack. */
const DEEPEST = 32;
/** More than any body asks for; those who read classes out of objects go over the names of one again for each of them. */
const MOST_FIELDS = 100;
const MOST_ENTRIES = 1_000;
/** Errors that one answer names. */
const NAMED = 50;

/** XML cannot carry these, so no report or ledger could ever print them. */
// oxlint-disable-next-line no-control-regex -- the control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const printable = (text: string): boolean => text.isWellFormed() && !UNPRINTABLE.test(text);

/** Every object has them; whoever copies one that brings its own takes it for a class. */
const NO_FIELDS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

const within = (field: string, key: string, list: boolean): string => {
  if (list) return `${field}[${key}]`;
  return field ? `${field}.${key}` : key;
};

const wrong = (value: Json, field: string, depth: number): FieldError[] => {
  if (typeof value === 'string') {
    return printable(value) ? [] : [{ field, message: '含有控制字符或残缺字符 / holds control or broken characters' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth > DEEPEST) return [{ field: '', message: `嵌套超过 ${DEEPEST} 层 / is nested deeper than ${DEEPEST}` }];
  const list = Array.isArray(value);
  const most = list ? MOST_ENTRIES : MOST_FIELDS;
  const parts = Object.entries(value);
  if (parts.length > most) return [{ field, message: `超过 ${most} 项 / holds more than ${most}` }];
  return parts.flatMap(([key, inner]) => {
    const place = within(field, key, list);
    if (!list && NO_FIELDS.includes(key)) return [{ field: place, message: '不能用作字段名 / is no name for a field' }];
    return wrong(inner, place, depth + 1);
  });
};

/** `null` says the same as leaving the field out. */
const withoutNull = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNull);
  const told = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(told.map(([key, inner]) => [key, withoutNull(inner)]));
};

/** The JSON without its nulls. Throws BadShape for text that nothing can print and for nesting without an end. */
export const plainJson = (value: Json): Json => {
  const errors = wrong(value, '', 1);
  if (errors.length > 0) throw new BadShape(errors.slice(0, NAMED));
  return withoutNull(value);
};

/** Takes `application/json` as UTF-8 and nothing else: bytes that are not are refused, never replaced. */
export const takeJson = (fastify: FastifyInstance, bodyLimit: number): void => {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  const read = (request: FastifyRequest, bytes: Buffer): Promise<Json> =>
    new Promise((resolve, reject) => {
      void parse(request, utf8.decode(bytes), (error, value) => (error ? reject(error) : resolve(value as Json)));
    });
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit },
    async (request: FastifyRequest, bytes: Buffer) => plainJson(await read(request, bytes).catch(malformed)),
  );
};

const malformed = (): never => {
  throw Object.assign(new Error('the body is not JSON in UTF-8'), { statusCode: 400 });
};
