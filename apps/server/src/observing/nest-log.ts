import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

type Level = 'fatal' | 'error' | 'warn' | 'debug';

const isText = (value: unknown): value is string => typeof value === 'string';

/** Nest hands over a message, perhaps a stack, and last who speaks. */
const told =
  (log: Log, level: Level) =>
  (message: unknown, ...rest: unknown[]): void => {
    const context = isText(rest.at(-1)) ? rest.at(-1) : undefined;
    const stack = rest.length > 1 && isText(rest[0]) ? rest[0] : undefined;
    if (isText(message)) log[level]({ context, stack }, message);
    else log[level]({ context, err: message }, 'failed');
  };

/** What Nest and our own `Logger`s say, in the same log. What Nest tells of its start is worth debugging only. */
export const nestLog = (log: Log): LoggerService => ({
  fatal: told(log, 'fatal'),
  error: told(log, 'error'),
  warn: told(log, 'warn'),
  log: told(log, 'debug'),
  debug: told(log, 'debug'),
  verbose: told(log, 'debug'),
});
