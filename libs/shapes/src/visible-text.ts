/** Neither blank nor drawn as nothing; the braille blank and the null notehead are none of the others. */
export const VISIBLE =
  /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/u;

/** What breaks a line or turns the direction of what follows. */
const BREAKS_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** At least one character that a reader sees. */
export const isVisibleText = (text: string): boolean => VISIBLE.test(text);

/** Visible text in one line, read in one direction. */
export const isVisibleName = (text: string): boolean => isVisibleText(text) && !BREAKS_A_LINE.test(text);
