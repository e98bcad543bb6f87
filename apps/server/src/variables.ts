import { signInVariables } from './sign-in-variables.js';
import { type Manual, manualOf, matching, oneOf, type Variable, variable, whole } from './variable.js';

export const variables = {
  role: variable(
    {
      name: 'RECTIFY_ROLE',
      unit: 'role',
      fallback: 'all',
      meaning:
        'What this process does: api takes requests, projector keeps the views and runs processes, all does both. ' +
        'Of several projectors on one PostgreSQL one works at a time, the others stand by.',
    },
    oneOf('all', 'api', 'projector'),
  ),
  databaseUrl: variable(
    {
      name: 'RECTIFY_DATABASE_URL',
      unit: 'URL',
      fallback: 'sqlite:./data/rectify.db',
      meaning: 'Where the events are: the only truth.',
    },
    matching(
      /^(sqlite:.+|memory:|postgres(ql)?:\/\/.+|esdb(\+discover)?:\/\/.+)$/,
      'sqlite:PATH, postgres://USER:PASSWORD@HOST:PORT/DATABASE or esdb://HOST:PORT',
    ),
  ),
  viewsUrl: variable(
    {
      name: 'RECTIFY_VIEWS_URL',
      unit: 'URL',
      fallback: '',
      meaning:
        'Where the views are; rebuilt from the events at will. Empty: in the PostgreSQL database of the events, beside the ' +
        'SQLite file with -views in its name, or rectify-views.db in the data folder.',
    },
    matching(/^(sqlite:.+|postgres(ql)?:\/\/.+)?$/, 'sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE'),
  ),
  credentialsUrl: variable(
    {
      name: 'RECTIFY_CREDENTIALS_URL',
      unit: 'URL',
      fallback: '',
      meaning:
        'Where hashes of passwords, refresh tokens and API keys, and the signing key are. Empty: in the PostgreSQL database of the views, ' +
        'or credentials.db in the data folder.',
    },
    matching(/^(sqlite:.+|postgres(ql)?:\/\/.+)?$/, 'sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE'),
  ),
  dataDirectory: variable(
    {
      name: 'RECTIFY_DATA_DIR',
      unit: 'path',
      fallback: '',
      meaning: 'Evidence files; several processes share one. Empty: the folder of the SQLite file, or ./data.',
    },
    matching(/^.*$/, 'a folder that the process may write'),
  ),
  integrityDirectory: variable(
    {
      name: 'RECTIFY_INTEGRITY_DIR',
      unit: 'path',
      fallback: '',
      meaning:
        'The tree of hashes over all events. Empty: beside the SQLite file with -integrity in its name, or rectify-integrity in the data folder.',
    },
    matching(/^.*$/, 'a folder that the process may write'),
  ),
  host: variable(
    {
      name: 'RECTIFY_HOST',
      unit: 'address',
      fallback: '127.0.0.1',
      meaning: 'The address that the server listens on.',
    },
    matching(/^[\w.:-]+$/, 'an address of this machine; 0.0.0.0 for all'),
  ),
  port: variable(
    {
      name: 'RECTIFY_PORT',
      unit: 'TCP port',
      fallback: '3000',
      meaning: 'The port that the server listens on; 0 takes a free one.',
    },
    whole(0, 65_535),
  ),
  bodyLimit: variable(
    {
      name: 'RECTIFY_BODY_LIMIT_KIB',
      unit: 'KiB',
      fallback: '1024',
      meaning: 'Largest JSON body.',
    },
    whole(16, 65_536),
  ),
  fileLimit: variable(
    {
      name: 'RECTIFY_FILE_LIMIT_MIB',
      unit: 'MiB',
      fallback: '100',
      meaning: 'Largest evidence or import file.',
    },
    whole(1, 4_096),
  ),
  unattachedMib: variable(
    {
      name: 'RECTIFY_UNATTACHED_MIB',
      unit: 'MiB',
      fallback: '1024',
      meaning: 'Evidence of one person that is attached to nothing yet; it is removed a day after its upload.',
    },
    whole(1, 1_048_576),
  ),
  unattachedFiles: variable(
    {
      name: 'RECTIFY_UNATTACHED_FILES',
      unit: 'files',
      fallback: '200',
      meaning: 'The same by number.',
    },
    whole(1, 100_000),
  ),
  leastFreeMib: variable(
    {
      name: 'RECTIFY_LEAST_FREE_MIB',
      unit: 'MiB',
      fallback: '64',
      meaning: 'With less free on the disk of the data folder or of the SQLite file, `GET /health/ready` is 503.',
    },
    whole(0, 1_048_576),
  ),
  queueLimit: variable(
    {
      name: 'RECTIFY_QUEUE_LIMIT',
      unit: 'commands',
      fallback: '10000',
      meaning: 'Commands that may wait for the store; one more is answered with 503 and Retry-After.',
    },
    whole(1, 1_000_000),
  ),
  cachedStates: variable(
    {
      name: 'RECTIFY_CACHED_STATES',
      unit: 'streams',
      fallback: '5000',
      meaning: 'Folded streams kept in memory.',
    },
    whole(1, 1_000_000),
  ),
  metricsToken: variable(
    {
      name: 'RECTIFY_METRICS_TOKEN',
      unit: 'text',
      fallback: '',
      meaning: 'What `GET /metrics` asks for as `Authorization: Bearer`. Empty: nothing, it is open like /health.',
      secret: true,
    },
    matching(/^([\w.~+/=-]{16,200})?$/, '16 to 200 of A-Z a-z 0-9 . _ ~ + / = -'),
  ),
  ...signInVariables,
  logLevel: variable(
    {
      name: 'RECTIFY_LOG_LEVEL',
      unit: 'level',
      fallback: 'info',
      meaning: 'What is logged, as JSON lines on standard error.',
    },
    oneOf('silent', 'error', 'warn', 'info', 'debug'),
  ),
} as const;

/** Of every variable what the operations manual says. */
export const manual: readonly Manual[] = Object.values<Variable<unknown>>(variables).map(manualOf);
