import { hash } from 'node:crypto';

/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;

const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

/** RFC 6962, 2.1: the root of a tree without leaves. */
export const EMPTY_ROOT = sha256(new Uint8Array());

/** RFC 6962, 2.1: SHA-256 over 0x00 and the entry. */
export const leafHash = (entry: string | Uint8Array): Buffer => {
  const length = typeof entry === 'string' ? Buffer.byteLength(entry) : entry.length;
  const bytes = Buffer.allocUnsafe(1 + length);
  bytes[0] = 0;
  if (typeof entry === 'string') bytes.write(entry, 1);
  else bytes.set(entry, 1);
  return sha256(bytes);
};

/** RFC 6962, 2.1: SHA-256 over 0x01 and both sides. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => {
  const bytes = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return sha256(bytes);
};
