import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsString,
  Matches,
  MaxLength,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator';
import { isPlainDate } from '#event-sourcing';
import { isVisibleName, isVisibleText, VISIBLE } from './visible-text.js';

export { DOCUMENT_NUMBER_MESSAGE, inStandardForm, isDocumentNumber, IsDocumentNumber } from './document-number.js';
export { cutText } from './cut-text.js';
export { isVisibleName, isVisibleText };

interface Shape {
  readonly name: string;
  /** As the API's description shows it: plain enough for every engine. */
  readonly pattern: RegExp;
  /** The whole rule; it is asked about text of this pattern only. */
  readonly holds: (text: string) => boolean;
  readonly message: string;
}

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };

const has = ({ name, pattern, holds, message }: Shape): PropertyDecorator =>
  all(
    Matches(pattern, { message }),
    ValidateBy({
      name,
      validator: {
        validate: (value: unknown) => typeof value !== 'string' || !pattern.test(value) || holds(value),
        defaultMessage: () => message,
      },
    }),
  );

const NOT_BLANK = '$property 须有可见文字 / must hold at least one visible character';
const ONE_LINE =
  '$property 须为一行可见文字，不含换行和方向控制符 / must be one line of visible text without direction controls';

const TEXT_OR_EMPTY = /^(\s*\S|$)/;

/** Text with at least one visible character and at most `longest` UTF-16 units. */
export const IsText = (longest: number): PropertyDecorator =>
  all(
    IsString(),
    MaxLength(longest),
    has({ name: 'isVisibleText', pattern: /\S/, holds: isVisibleText, message: NOT_BLANK }),
  );

/** One line of visible text; no bidirectional control may reorder what stands beside it. */
export const IsName = (longest = 100): PropertyDecorator =>
  all(
    IsString(),
    MaxLength(longest),
    has({ name: 'isVisibleName', pattern: /\S/, holds: isVisibleName, message: ONE_LINE }),
  );

/** Text, or nothing but blanks, which says as little as nothing: a reason that may be left out, a filter. */
export const IsTextOrEmpty = (longest: number): PropertyDecorator =>
  all(
    IsString(),
    MaxLength(longest),
    has({
      name: 'isVisibleText',
      pattern: /^/,
      holds: (text) => text.trim() === '' || isVisibleText(text),
      message: NOT_BLANK,
    }),
  );

/** A name or the empty text: a unit of measure, a filter of a list. */
export const IsNameOrEmpty = (longest = 100): PropertyDecorator =>
  all(
    IsString(),
    MaxLength(longest),
    has({
      name: 'isVisibleName',
      pattern: TEXT_OR_EMPTY,
      holds: (text) => text === '' || isVisibleName(text),
      message: ONE_LINE,
    }),
  );

/** A file's name alone, never a way to it. */
export const IsFileName = (): PropertyDecorator =>
  all(
    IsString(),
    MaxLength(255),
    has({
      name: 'isFileName',
      pattern: /^[^/\\]+$/,
      holds: isVisibleName,
      message: `$property 须为一行可见的文件名，不含路径、换行和方向控制符 / must be a file name in one visible line without a path or direction controls`,
    }),
  );

export const AreTexts = (most: number, longest: number): PropertyDecorator =>
  all(
    IsArray(),
    ArrayMaxSize(most),
    IsString({ each: true }),
    MaxLength(longest, { each: true }),
    // By its pattern alone: described for each entry, another validator would name a schema that there is not.
    Matches(VISIBLE, {
      each: true,
      message: '$property 的每一项须有可见文字 / must hold a visible character in each entry',
    }),
  );

export const IsId = (options: ValidationOptions = {}): PropertyDecorator =>
  Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { message: '$property 须为标识 / must be an id', ...options });

export const IsSha256 = (options: ValidationOptions = {}): PropertyDecorator =>
  Matches(/^[0-9a-f]{64}$/, {
    message: '$property 须为小写十六进制 SHA-256 / must be a SHA-256 in lower-case hex',
    ...options,
  });

/** A day of the calendar in Asia/Shanghai; the thirtieth of February is none. */
export const IsPlainDate = (): PropertyDecorator =>
  has({
    name: 'isPlainDate',
    pattern: /^\d{4}-\d{2}-\d{2}$/,
    holds: isPlainDate,
    message: '$property 须为日期，如 2023-11-30 / must be a calendar day such as 2023-11-30',
  });

/** One of the words listed, which a refusal lists too. */
export const IsOneOf = (values: readonly string[], options: ValidationOptions = {}): PropertyDecorator =>
  IsIn(values, { message: `$property 须为以下之一 / must be one of: ${values.join(', ')}`, ...options });
