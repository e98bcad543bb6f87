/** Details name the field, the numbers or the rule; they reach the client as they are. */
export type Details = Readonly<Record<string, unknown>>;

/** A rule of the business said no. The code is in the catalogue of problem codes; only the rim knows HTTP. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
  constructor(
    readonly code: string,
    readonly details: Details = {},
  ) {
    super(code);
  }
}

/** Somebody else appended first. `transact` retries; what is left over reaches the client as 412. */
export class ConcurrencyConflict extends Error {
  override readonly name = 'ConcurrencyConflict';
  constructor(
    readonly stream: string,
    readonly expected: number | string,
    readonly actual: number,
  ) {
    super(`${stream}: expected ${expected}, found ${actual}`);
  }
}

/** What gave the actor the right to act has changed since it was looked at; nothing was stored. */
export class AuthorityMoved extends Error {
  override readonly name = 'AuthorityMoved';
  constructor(readonly stream: string) {
    super(`${stream} has changed since the request came`);
  }
}

/** The client named a version (If-Match) that is no longer the stream's. */
export class StaleVersion extends Error {
  override readonly name = 'StaleVersion';
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`${stream}: version ${expected} was asked for, ${actual} is there`);
  }
}

/** The same idempotency key came with another command or body. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
  constructor(readonly commandId: string) {
    super('the idempotency key belongs to another request');
  }
}

/** The queue of appends is full; nothing of this request was stored. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
  constructor(readonly retryAfterSeconds = 1) {
    super('too many appends are waiting');
  }
}

/** Neither stored nor refused for sure, or the store cannot be used now. */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable';
}

/** The files of the store stand no longer where they were opened: what is written would be gone with the process. */
export class StoreRemoved extends StoreUnavailable {}

/** The wall clock cannot be right: nothing is stored under it. */
export class ClockImplausible extends StoreUnavailable {
  constructor(readonly held: { readonly wall: string; readonly expected: string; readonly since: string }) {
    super(`the clock says ${held.wall}, ${held.expected} was expected`);
  }
}

/** The stored history is not as it was written: nothing is appended to it until somebody has looked. */
export class HistoryDamaged extends StoreUnavailable {
  constructor(readonly damage: { readonly kind: string } & Details) {
    super(`the stored history is damaged: ${JSON.stringify(damage)}`);
  }
}

/** What was made of a log is not of the log that is here: that one is an older copy, or another one. */
export class OtherLog extends StoreUnavailable {
  override readonly name = 'OtherLog';
  constructor(readonly found: { readonly what: string; readonly position: string; readonly head: string }) {
    super(
      `${found.what} stands at ${found.position} of another log; this one ends at ${found.head}: ` +
        'it was restored or replaced, restart the server',
    );
  }
}

/** A store that cannot be opened as asked: nothing is there, or another process has the right to append. */
export class StoreNotOpened extends Error {
  override readonly name = 'StoreNotOpened';
  constructor(
    readonly code: 'missing' | 'in-use',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Events from another store do not continue the history that is here. */
export class HistoryRefused extends Error {
  override readonly name = 'HistoryRefused';
}

/** A view did not reach the position that a query asked for within the time allowed. */
export class ViewBehind extends Error {
  override readonly name = 'ViewBehind';
  constructor(
    readonly view: string,
    readonly wanted: string,
    readonly reached: string,
  ) {
    super(`view ${view} stands at ${reached}, ${wanted} was asked for`);
  }
}
