import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Instant, Position } from '#event-sourcing';
import { type Damage, Damaged } from '../damage.js';

/** What the tree stands at. */
export interface Head {
  readonly form: 1;
  /** Events sealed. */
  readonly size: number;
  /** RFC 6962 root over them, in hex. */
  readonly root: string;
  /** Of the last event sealed. */
  readonly position: Position;
  /** When the first of them was sealed; what was recorded before had been stored without a seal. */
  readonly since: Instant;
}

export const HEAD_FILE = 'head.json';

const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

const isHead = (value: unknown): value is Head => {
  if (typeof value !== 'object' || value === null) return false;
  const { form, size, root, position, since } = value as Record<string, unknown>;
  const texts = [root, position, since].every((one) => typeof one === 'string');
  return (
    form === 1 && isCount(size) && texts && /^[0-9a-f]{64}$/.test(root as string) && /^\d+$/.test(position as string)
  );
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Undefined when nothing was ever sealed here. */
export const readHead = (folder: string): Head | undefined => {
  const file = join(folder, HEAD_FILE);
  if (!existsSync(file)) return undefined;
  const head = parsed(readFileSync(file, 'utf8'));
  if (!isHead(head)) throw new Damaged({ kind: 'head-differs', file });
  return head;
};

/** A folder's names survive a power loss only once the folder itself is synced. */
export const syncFolder = (folder: string): void => {
  // Windows opens no folders; its file systems keep names in their own log.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** The old content or the new one, never half of one. */
const replace = (folder: string, name: string, content: object): void => {
  const file = join(folder, name);
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(content)}\n`, { flush: true, mode: 0o600 });
  renameSync(draft, file);
  syncFolder(folder);
};

export const writeHead = (folder: string, head: Head): void => replace(folder, HEAD_FILE, head);

/** Of what was found while the program ran: the next start would not know what was appended. */
const DAMAGE_FILE = 'damage.json';

export const noteDamage = (folder: string, damage: Damage): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  replace(folder, DAMAGE_FILE, damage);
};

/** Stays until somebody who has mended it removes the note. */
export const notedDamage = (folder: string): Damage | undefined => {
  const file = join(folder, DAMAGE_FILE);
  if (!existsSync(file)) return undefined;
  const noted = parsed(readFileSync(file, 'utf8'));
  return typeof noted === 'object' && noted !== null && 'kind' in noted
    ? (noted as Damage)
    : { kind: 'head-differs', file };
};
