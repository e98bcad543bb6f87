import { signInVariables } from './sign-in-variables.js';
import { matching, number, oneOf, type Variable } from './variable.js';

export const variables = {
  role: {
    name: 'RECTIFY_ROLE',
    unit: 'role',
    fallback: 'all',
    range: 'all, api, projector',
    meaning:
      'What this process does: api takes requests, projector keeps the views and runs processes, all does both. ' +
      'Of several projectors on one PostgreSQL one works at a time, the others stand by.',
    read: oneOf('all', 'api', 'projector'),
  } satisfies Variable<'all' | 'api' | 'projector'>,
  databaseUrl: {
    name: 'RECTIFY_DATABASE_URL',
    unit: 'URL',
    fallback: 'sqlite:./data/rectify.db',
    range: 'sqlite:PATH, postgres://USER:PASSWORD@HOST:PORT/DATABASE or esdb://HOST:PORT',
    meaning: 'Where the events are: the only truth.',
    read: matching(/^(sqlite:.+|memory:|postgres(ql)?:\/\/.+|esdb(\+discover)?:\/\/.+)$/),
  } satisfies Variable<string>,
  viewsUrl: {
    name: 'RECTIFY_VIEWS_URL',
    unit: 'URL',
    fallback: '',
    range: 'sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE',
    meaning:
      'Where the views are; rebuilt from the events at will. Empty: in the PostgreSQL database of the events, beside the ' +
      'SQLite file with -views in its name, or rectify-views.db in the data folder.',
    read: matching(/^(sqlite:.+|postgres(ql)?:\/\/.+)?$/),
  } satisfies Variable<string>,
  credentialsUrl: {
    name: 'RECTIFY_CREDENTIALS_URL',
    unit: 'URL',
    fallback: '',
    range: 'sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE',
    meaning:
      'Where hashes of passwords, refresh tokens and API keys, and the signing key are. Empty: in the PostgreSQL database of the views, ' +
      'or credentials.db in the data folder.',
    read: matching(/^(sqlite:.+|postgres(ql)?:\/\/.+)?$/),
  } satisfies Variable<string>,
  dataDirectory: {
    name: 'RECTIFY_DATA_DIR',
    unit: 'path',
    fallback: '',
    range: 'a folder that the process may write',
    meaning: 'Evidence files; several processes share one. Empty: the folder of the SQLite file, or ./data.',
    read: matching(/^.*$/),
  } satisfies Variable<string>,
  host: {
    name: 'RECTIFY_HOST',
    unit: 'address',
    fallback: '127.0.0.1',
    range: 'an address of this machine; 0.0.0.0 for all',
    meaning: 'The address that the server listens on.',
    read: matching(/^[\w.:-]+$/),
  } satisfies Variable<string>,
  port: number({
    name: 'RECTIFY_PORT',
    unit: 'TCP port',
    fallback: '3000',
    min: 0,
    max: 65_535,
    meaning: 'The port that the server listens on; 0 takes a free one.',
  }),
  bodyLimit: number({
    name: 'RECTIFY_BODY_LIMIT_KIB',
    unit: 'KiB',
    fallback: '1024',
    min: 16,
    max: 65_536,
    meaning: 'Largest JSON body.',
  }),
  fileLimit: number({
    name: 'RECTIFY_FILE_LIMIT_MIB',
    unit: 'MiB',
    fallback: '100',
    min: 1,
    max: 4_096,
    meaning: 'Largest evidence or import file.',
  }),
  queueLimit: number({
    name: 'RECTIFY_QUEUE_LIMIT',
    unit: 'commands',
    fallback: '10000',
    min: 1,
    max: 1_000_000,
    meaning: 'Commands that may wait for the store; one more is answered with 503 and Retry-After.',
  }),
  cachedStates: number({
    name: 'RECTIFY_CACHED_STATES',
    unit: 'streams',
    fallback: '5000',
    min: 1,
    max: 1_000_000,
    meaning: 'Folded streams kept in memory.',
  }),
  metricsToken: {
    name: 'RECTIFY_METRICS_TOKEN',
    unit: 'text',
    fallback: '',
    range: '16 to 200 of A-Z a-z 0-9 . _ ~ + / = -',
    meaning: 'What `GET /metrics` asks for as `Authorization: Bearer`. Empty: nothing, it is open like /health.',
    secret: true,
    read: matching(/^([\w.~+/=-]{16,200})?$/),
  } satisfies Variable<string>,
  ...signInVariables,
  logLevel: {
    name: 'RECTIFY_LOG_LEVEL',
    unit: 'level',
    fallback: 'info',
    range: 'silent, error, warn, info, debug',
    meaning: 'What is logged, as JSON lines on standard error.',
    read: oneOf('silent', 'error', 'warn', 'info', 'debug'),
  } satisfies Variable<string>,
} as const;
