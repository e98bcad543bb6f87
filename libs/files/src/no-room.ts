const CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', '53100']);
const SQLITE_FULL = 13;

interface Coded {
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly cause?: unknown;
}

const saysSo = ({ code, errcode }: Coded): boolean =>
  CODES.has(code) || (typeof errcode === 'number' && (errcode & 0xff) === SQLITE_FULL);

/** Whether something failed because a disk is full, be it told by the system, by SQLite or by PostgreSQL. */
export const isNoRoom = (error: unknown): boolean => {
  for (let one = error; typeof one === 'object' && one !== null; one = (one as Coded).cause) {
    if (saysSo(one as Coded)) return true;
  }
  return false;
};
