import { fileTypeFromBuffer } from 'file-type';

/** What evidence may be: by file ending, the media types its bytes may show. Text has no signature of its own. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'],
  png: ['image/png'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  doc: ['application/x-cfb'],
  xls: ['application/x-cfb'],
  ofd: ['application/zip'],
  zip: ['application/zip'],
  mp4: ['video/mp4'],
  mp3: ['audio/mpeg'],
  txt: ['text/plain'],
  md: ['text/plain'],
  csv: ['text/plain'],
};

/** Bytes that the check looks at. */
export const SIGNATURE_BYTES = 8_192;

export const endings = Object.keys(allowed);

const isText = (head: Uint8Array): boolean => {
  if (head.includes(0)) return false;
  try {
    // A character may be cut at the end of the sample.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
};

export const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/** The media type that the first bytes show, or undefined when they show none we know. */
export const shownBy = async (head: Uint8Array): Promise<string | undefined> => {
  const found = await fileTypeFromBuffer(head);
  return found?.mime ?? (isText(head) ? 'text/plain' : undefined);
};

export const fits = (name: string, shown: string | undefined): boolean =>
  shown !== undefined && (allowed[endingOf(name)]?.includes(shown) ?? false);
