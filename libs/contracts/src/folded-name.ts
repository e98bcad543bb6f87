/** What nobody sees between the signs of a name: blanks, format and filling characters, the braille blank. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** One name however it is written: full or half width, with or without blanks, in capitals or small letters. */
export const foldedName = (name: string): string => name.normalize('NFKC').replaceAll(UNSEEN, '').toLowerCase();
