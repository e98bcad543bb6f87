import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config.js';
import { errorFields } from './error-fields.js';
import { masked } from './masking.js';

export type Log = Logger;

/** Written before the call returns, so that the last line before a crash is there. */
const standardError = (): DestinationStream => pino.destination({ dest: 2, sync: true });

/** What Fastify hands over of a request: never its address with the query, nor a header. */
const requestFields = ({ id, method }: { id?: string; method?: string }) => ({ id, method });

/** The one log of the process: a JSON object a line, with no secret in it. */
export const openLog = (
  { logLevel, role }: Pick<Config, 'logLevel' | 'role'>,
  to: DestinationStream = standardError(),
): Log =>
  pino(
    {
      level: logLevel,
      base: { pid: process.pid, role },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: {
        err: errorFields,
        req: requestFields,
        res: ({ statusCode }: { statusCode?: number }) => ({ status: statusCode }),
      },
      hooks: { streamWrite: masked },
    },
    to,
  );
