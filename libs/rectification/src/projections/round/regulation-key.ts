/** 〔2023〕12号 and the like, in brackets behind a title. */
const NUMBER_BEHIND = /[(（][^()（）]*(?:〔\d{4}〕|\[\d{4}\]|\d+号)[^()（）]*[)）]$/u;
const MARKS = /[《》〈〉“”"'‘’]/gu;
const BLANKS = /[\p{Z}\p{Cf}\s]/gu;

/** Two titles are of one regulation when they differ in marks, blanks, width of characters or a document number only. */
export const regulationKey = (title: string): string => {
  const plain = title.normalize('NFKC').replace(BLANKS, '');
  return plain.replace(NUMBER_BEHIND, '').replace(MARKS, '') || plain;
};
