import { dateOf, type Instant, isPlainDate, type PlainDate, RuleBroken } from '#event-sourcing';
import { BadShape, mustNotLieAhead } from '#event-sourcing-nest';
import { DOCUMENT_NUMBER_MESSAGE, inStandardForm, isDocumentNumber } from '#shapes';

const refused = (field: string, message: string) => new BadShape([{ field, message }]);

/** Throws BadShape naming the field. */
export const realDay = (field: string, text: string): PlainDate => {
  if (isPlainDate(text)) return text;
  throw refused(field, `须为 YYYY-MM-DD 形式的实有日期，收到 ${text} / must be a day such as 2023-11-30`);
};

/** A day that figures are of. Throws BadShape naming the field, RuleBroken when it is still to come. */
export const pastDay = (field: string, text: string, now: Instant): PlainDate => {
  mustNotLieAhead(field, realDay(field, text), now);
  return text;
};

/** The day that a report is of: today when none is asked for. Throws as `pastDay` does, naming `asOf`. */
export const reportDay = (asOf: string | undefined, now: Instant): PlainDate =>
  asOf === undefined ? dateOf(now) : pastDay('asOf', asOf, now);

/** 成文日期: a paper is not signed on a day to come. */
export const mustBeIssuedBy = (now: Instant, issuedOn: PlainDate | undefined): void => {
  const today = dateOf(now);
  if (issuedOn !== undefined && issuedOn > today)
    throw new RuleBroken('report.issued-ahead-of-now', { field: 'issuedOn', issuedOn, today });
};

/** 发文字号 in the form of GB/T 9704. Throws BadShape naming the field. */
export const documentNumberOf = (field: string, text: string): string => {
  const number = inStandardForm(text);
  if (isDocumentNumber(number)) return number;
  throw refused(field, DOCUMENT_NUMBER_MESSAGE.replace('$property', field));
};
