import type { Regulation } from '../events.js';

/** 〔2023〕12号 and the like, in brackets behind a title. */
const NUMBER_BEHIND = /[(（][^()（）]*(?:〔\d{4}〕|\[\d{4}\]|\d+号)[^()（）]*[)）]$/u;
/** Marks of a title, brackets of a document number, blanks and signs that nobody sees. */
const BESIDE_THE_WORDS = /[《》〈〉<>「」『』“”"'‘’〔〕【】[\]()\s\p{Z}\p{Cf}]/gu;

const words = (text: string): string => text.replace(BESIDE_THE_WORDS, '').toLowerCase();

/** Two titles are of one regulation when they differ in marks, blanks, width of characters or a document number only. */
export const titleKey = (title: string): string => {
  const plain = title.normalize('NFKC').trim();
  return words(plain.replace(NUMBER_BEHIND, '')) || words(plain) || plain;
};

/** The same for one regulation, however it was written. Making and revising it are two things. */
export const regulationKey = ({
  kind,
  title,
  documentNumber = '',
}: Pick<Regulation, 'title' | 'documentNumber'> & { readonly kind: 'made' | 'revised' }): string =>
  [kind, titleKey(title), words(documentNumber.normalize('NFKC'))].join('\n');
