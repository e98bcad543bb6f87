import type { FileHandle } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { decodeBeginning, unpacked, zipDirectory } from '#files';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const ZIP = 'application/zip';
const TEXT = 'text/plain';

const office: ReadonlySet<string> = new Set([DOCX, XLSX, PPTX]);

/** What evidence may be: by file ending, the media types its bytes may show. Text has no signature of its own. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'],
  png: ['image/png'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  docx: [DOCX],
  xlsx: [XLSX],
  pptx: [PPTX],
  doc: ['application/x-cfb'],
  xls: ['application/x-cfb'],
  ofd: [ZIP],
  zip: [ZIP],
  mp4: ['video/mp4'],
  mp3: ['audio/mpeg'],
  txt: [TEXT],
  md: [TEXT],
  csv: [TEXT],
};

const known: ReadonlySet<string> = new Set(Object.values(allowed).flat());

/** Bytes that the check looks at first. */
const SIGNATURE_BYTES = 8_192;

export const endings = Object.keys(allowed);

// oxlint-disable-next-line no-control-regex -- those that no text has; what UTF-8 spells out is taken with them
const NO_TEXT = /[\u0001-\u0008\u000e-\u001f\ufffe\uffff]/;

const isText = (head: Uint8Array): boolean => {
  const decoded = decodeBeginning(head);
  if (!decoded) return false;
  return decoded.encoding === 'utf-8' || !NO_TEXT.test(decoded.text);
};

/** The mark of UTF-16 is taken for a frame of sound by whoever does not read on. */
const isMarked = ([first = 0, second = 0]: Uint8Array): boolean => first + second === 0xff + 0xfe;

export const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

const CONTENT_TYPES = '[Content_Types].xml';
const LONGEST_CONTENT_TYPES = 4 * 1024 * 1024;

/** The part list of a document stands anywhere in the file; what the file is, is the type of its main part. */
const packedAs = async (file: FileHandle): Promise<string | undefined> => {
  const entries = await zipDirectory(file);
  if (!entries) return undefined;
  const list = entries.find(({ name }) => name === CONTENT_TYPES);
  if (!list) return ZIP;
  const types = (await unpacked(file, list, LONGEST_CONTENT_TYPES))?.toString('utf8') ?? '';
  return [...office].find((type) => types.includes(`"${type}.main+xml"`)) ?? ZIP;
};

/** A text may begin like a program or a picture; a signature that is on no list does not count against it. */
const shownByHead = async (head: Uint8Array): Promise<string | undefined> => {
  if (isMarked(head) && isText(head)) return TEXT;
  const mime = (await fileTypeFromBuffer(head))?.mime;
  if (mime !== undefined && known.has(mime)) return mime;
  return isText(head) ? TEXT : mime;
};

const isZip = (head: Uint8Array): boolean => Buffer.from(head.subarray(0, 4)).equals(Buffer.from('PK\u0003\u0004'));

/** The media type that the bytes show, or undefined when they show none we know. */
export const shownBy = async (file: FileHandle): Promise<string | undefined> => {
  const { buffer, bytesRead } = await file.read(new Uint8Array(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0);
  const head = buffer.subarray(0, bytesRead);
  const shown = await shownByHead(head);
  if (!isZip(head)) return shown;
  const packed = await packedAs(file);
  if (packed === undefined || office.has(packed)) return packed;
  // Other formats are packed, too, and are told by what comes first in them.
  return shown === undefined || office.has(shown) ? ZIP : shown;
};

export const fits = (name: string, shown: string | undefined): boolean =>
  shown !== undefined && (allowed[endingOf(name)]?.includes(shown) ?? false);
