import type { Regulation } from '../events.js';

/** Marks of a title, brackets of a document number, blanks and signs that nobody sees. */
const BESIDE_THE_WORDS = /[《》〈〉<>「」『』“”"〔〕【】[\]()\s\p{Cf}]/gu;

const words = (text: string): string => text.normalize('NFKC').replace(BESIDE_THE_WORDS, '').toLowerCase();

/**
 * The same for one regulation, however it was written: with or without 《》, full-width or half-width, with blanks or
 * without. Making and revising it are two things.
 */
export const regulationKey = ({
  kind,
  title,
  documentNumber = '',
}: Pick<Regulation, 'title' | 'documentNumber'> & { readonly kind: 'made' | 'revised' }): string =>
  [kind, words(title), words(documentNumber)].join('\n');
