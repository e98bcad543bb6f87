import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly deflated: boolean;
  /** Where its own header stands in the file. */
  readonly at: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
/** Of a file of more than 4 GiB: where the longer record at its end stands, and what stands in the short one instead. */
const LOCATOR = 0x07064b50;
const LOCATOR_BYTES = 20;
const LONG_END_BYTES = 56;
const ELSEWHERE = 0xffffffff;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;
const DEFLATED = 8;

const inflated = promisify(inflateRaw);

const bytesAt = async (file: FileHandle, at: number, length: number): Promise<Buffer | undefined> => {
  if (!Number.isSafeInteger(at)) return undefined;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return bytesRead === length ? buffer : undefined;
};

interface Place {
  readonly at: number;
  readonly length: number;
}

const placeOfLarge = async (file: FileHandle, locator: Buffer): Promise<Place | undefined> => {
  if (locator.length < LOCATOR_BYTES || locator.readUInt32LE(0) !== LOCATOR) return undefined;
  const record = await bytesAt(file, Number(locator.readBigUInt64LE(8)), LONG_END_BYTES);
  return record && { length: Number(record.readBigUInt64LE(40)), at: Number(record.readBigUInt64LE(48)) };
};

/** Where the directory is, from the record at the end of the file. */
const placeOf = async (file: FileHandle, size: number): Promise<Place | undefined> => {
  const tail = await bytesAt(
    file,
    Math.max(0, size - END_BYTES - LONGEST_COMMENT),
    Math.min(size, END_BYTES + LONGEST_COMMENT),
  );
  if (!tail) return undefined;
  for (let end = tail.length - END_BYTES; end >= 0; end--) {
    if (tail.readUInt32LE(end) !== END) continue;
    const [length, at] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
    if (length !== ELSEWHERE && at !== ELSEWHERE) return { length, at };
    return placeOfLarge(file, tail.subarray(Math.max(0, end - LOCATOR_BYTES), end));
  }
  return undefined;
};

const entriesIn = (directory: Buffer): readonly ZipEntry[] => {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length && directory.readUInt32LE(at) === ENTRY;) {
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    const deflated = directory.readUInt16LE(at + 10) === DEFLATED;
    entries.push({ name, deflated, packed: directory.readUInt32LE(at + 20), at: directory.readUInt32LE(at + 42) });
    at += ENTRY_BYTES + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
};

/** What a packed file says it holds, in whatever order; undefined when it has no directory or one above all measure. */
export const zipDirectory = async (file: FileHandle): Promise<readonly ZipEntry[] | undefined> => {
  const { size } = await file.stat();
  const place = await placeOf(file, size);
  if (!place || place.length > LARGEST_DIRECTORY || place.at + place.length > size) return undefined;
  const directory = await bytesAt(file, place.at, place.length);
  return directory && entriesIn(directory);
};

/** An entry unpacked, as far as it is no longer than this; undefined when it is, or is not what the directory says. */
export const unpacked = async (
  file: FileHandle,
  { at, packed, deflated }: ZipEntry,
  longest: number,
): Promise<Buffer | undefined> => {
  const header = await bytesAt(file, at, LOCAL_BYTES);
  if (header?.readUInt32LE(0) !== LOCAL || packed > longest) return undefined;
  const begin = at + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const bytes = await bytesAt(file, begin, packed);
  if (!bytes || !deflated) return bytes;
  return inflated(bytes, { maxOutputLength: longest }).catch(() => undefined);
};
