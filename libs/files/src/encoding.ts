export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((value, index) => bytes[index] === value);

const encodingsOf = (bytes: Uint8Array): readonly DecodedText['encoding'][] => {
  if (startsWith(bytes, [0xff, 0xfe])) return ['utf-16le'];
  if (startsWith(bytes, [0xfe, 0xff])) return ['utf-16be'];
  return ['utf-8', 'gb18030'];
};

const decoded = (bytes: Uint8Array, encoding: DecodedText['encoding'], goesOn: boolean): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: goesOn });
  } catch {
    return undefined;
  }
};

const decodedAs = (bytes: Uint8Array, goesOn: boolean): DecodedText | undefined => {
  for (const encoding of encodingsOf(bytes)) {
    const text = decoded(bytes, encoding, goesOn);
    if (text !== undefined) return text.includes('\0') ? undefined : { text, encoding };
  }
  return undefined;
};

/** Text of a report file; undefined when the bytes are no text in UTF-8, UTF-16 with a mark, or GB 18030. */
export const decodeReport = (bytes: Uint8Array): DecodedText | undefined => decodedAs(bytes, false);

/** The same of the first bytes of a longer file, whose last character may be cut. */
export const decodeBeginning = (bytes: Uint8Array): DecodedText | undefined => decodedAs(bytes, true);
