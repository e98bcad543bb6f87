const swc = {
  module: { type: 'nodenext' },
  sourceMaps: 'inline',
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  rootDir: '.',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'import', 'default'] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Their ES modules import each other in a circle, or JSON without an attribute; Jest takes neither.
    '^tslib$': '<rootDir>/node_modules/tslib/tslib.js',
    '^libphonenumber-js/max$': '<rootDir>/node_modules/libphonenumber-js/max/index.cjs',
    // Jest gives a CommonJS module what an ES one would be given: a namespace, not the class.
    '^pg-pool$': '<rootDir>/node_modules/pg-pool/index.js',
    '^helmet$': '<rootDir>/node_modules/helmet/index.cjs',
    '^pg-protocol$': '<rootDir>/node_modules/pg-protocol/dist/index.js',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/bench/peers/'],
  ...more,
});

/** What starts its own PostgreSQL, asks the rim thousands of times, or runs a compiler, runs once, in `acceptance`. */
const once = [
  '!**/damaged-history.spec.ts',
  // They take away or put back the files of SQLite.
  '!**/removed-folder.spec.ts',
  '!**/restored-log.spec.ts',
  '!**/scaled-out*.spec.ts',
  '!**/rights-matrix.spec.ts',
  '!**/client-program.spec.ts',
];

/** Specs that ask the whole program. */
const served = { testEnvironment: '<rootDir>/test/support/served-environment.mjs' };

/** The same stories on other stores. */
const acceptanceOn = (stores, more) =>
  project(`acceptance-${stores}`, ['<rootDir>/test/acceptance/**/*.spec.ts', ...once], {
    ...served,
    globals: { RECTIFY_STORES: stores },
    ...more,
  });

const onPostgres = {
  globalSetup: '<rootDir>/test/support/postgres-for-all.mjs',
  globalTeardown: '<rootDir>/test/support/postgres-for-all-stops.mjs',
};

/** What starts the program as a process: a second or more for each call. */
const startsProcesses = ['apps/cli/src/**/*.spec.ts', 'apps/server/src/main.spec.ts'];

/** What reads or writes whole documents. With these the pure specs would take too long to be run after each change. */
const wholeDocuments = [
  'libs/disclosure/src/{http,importing,reading,reporting,writing}/**/*.spec.ts',
  'libs/documents/src/press/**/*.spec.ts',
  'libs/decision/src/record/**/*.spec.ts',
  'apps/server/src/demo/**/*.spec.ts',
  'apps/server/src/openapi/**/*.spec.ts',
];

const inRoot = (files) => files.map((file) => `<rootDir>/${file}`);
const butNot = (files) => files.map((file) => `!**/${file}`);

export default {
  projects: [
    project('unit', [
      ...inRoot(['apps/**/*.spec.ts', 'libs/**/*.spec.ts']),
      ...butNot([...startsProcesses, ...wholeDocuments]),
    ]),
    project('documents', inRoot(wholeDocuments)),
    project('cli', inRoot(startsProcesses)),
    project('contract', ['<rootDir>/test/contract/**/*.spec.ts']),
    project('acceptance', ['<rootDir>/test/acceptance/**/*.spec.ts'], served),
    acceptanceOn('postgres', onPostgres),
    acceptanceOn('eventstoredb'),
    acceptanceOn('eventstoredb-postgres', onPostgres),
    project('architecture', ['<rootDir>/test/architecture/**/*.spec.ts']),
    project('crash', ['<rootDir>/test/crash/**/*.spec.ts'], served),
  ],
  testSequencer: '<rootDir>/test/longest-first.mjs',
  testTimeout: 60_000,
  // What a spec imported stays in its worker's heap for good; after hundreds of specs a worker would have no room left.
  workerIdleMemoryLimit: '1GB',
};
