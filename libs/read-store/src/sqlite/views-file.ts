import { existsSync, renameSync } from 'node:fs';
import type { ViewsSetAside } from '#event-sourcing';
import { openViews } from './sqlite-steps.js';

const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** The file, not the question, is wrong: SQLite says so, or what it gives is not what was stored. */
export const isDamage = (error: unknown): error is Error => {
  const { errcode } = error as { readonly errcode?: number };
  return error instanceof SyntaxError || (errcode !== undefined && [CORRUPT, NOT_A_DATABASE].includes(errcode & 0xff));
};

/** Reads the whole file; undefined when it is sound. */
const damageIn = (file: string): string | undefined => {
  if (!existsSync(file)) return undefined;
  try {
    const database = openViews(file);
    try {
      const found = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
      return found === 'ok' ? undefined : String(found);
    } finally {
      database.close();
    }
  } catch (error) {
    if (isDamage(error)) return error.message;
    throw error;
  }
};

/** Out of the way, under a name that tells when. Nothing is in it that the log does not have. */
export const setAside = (file: string, why: string, now = new Date()): ViewsSetAside => {
  const aside = `${file}.damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return { file: aside, at: now.toISOString(), why };
};

export const setAsideWhereDamaged = (file: string): ViewsSetAside | undefined => {
  const why = damageIn(file);
  return why === undefined ? undefined : setAside(file, why);
};
