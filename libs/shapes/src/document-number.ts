import { IsString, Matches, MaxLength, ValidateBy } from 'class-validator';

/** GB/T 9704 writes 〔〕; keyboards have the others. */
const BRACKETED_YEAR = /\s*[[［(（【﹝〔]\s*(\d{4})\s*[\]］)）】﹞〕]\s*(\d+)\s*号/u;
const FULL_WIDTH_DIGITS = /[０-９]/gu;

/** As the standard writes it, where it can be told; anything else stays as it was. */
export const inStandardForm = (text: string): string =>
  text
    .trim()
    .replace(FULL_WIDTH_DIGITS, (digit) => digit.normalize('NFKC'))
    .replace(BRACKETED_YEAR, '〔$1〕$2号');

const MOST = 100;
const WHOLE = /^[㐀-䶿一-鿿]{1,30}〔(19|20)\d{2}〕[1-9]\d{0,4}号$/;
/** 纪要 bear the name of their body in the head, and often the year and number alone beneath it. */
const UNDER_A_HEAD = /^[㐀-䶿一-鿿]{0,30}〔(19|20)\d{2}〕[1-9]\d{0,4}号$/;

export const DOCUMENT_NUMBER_MESSAGE =
  '$property 须为发文字号：机关代字〔年份〕序号号，如“党发〔2026〕3号”，序号不编虚位、不加“第”字 / must be the number of a document, such as 党发〔2026〕3号';

export const isDocumentNumber = (text: string, { underAHead = false } = {}): boolean =>
  text.length <= MOST && (underAHead ? UNDER_A_HEAD : WHOLE).test(inStandardForm(text));

const message = DOCUMENT_NUMBER_MESSAGE;
/** As the API's description shows it; the whole rule is asked about such texts only. */
const ENDS_AS_ONE = /号\s*$/;

/** 发文字号, in whatever brackets it was typed: whoever keeps it writes it in the standard's (`inStandardForm`). */
export const IsDocumentNumber = (where: { readonly underAHead?: boolean } = {}): PropertyDecorator => {
  const validate = (value: unknown): boolean =>
    typeof value !== 'string' || !ENDS_AS_ONE.test(value) || isDocumentNumber(value, where);
  const decorators = [
    IsString(),
    MaxLength(MOST),
    Matches(ENDS_AS_ONE, { message }),
    ValidateBy({ name: 'isDocumentNumber', validator: { validate, defaultMessage: () => message } }),
  ];
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
};
