import { join } from 'node:path';
import { BadConfig, readConfig } from './config.js';
import { manual } from './variables.js';

const given = (name: string, text: string) => readConfig({ [name]: text });
const refusal = (name: string, text: string): string => {
  try {
    return `taken as ${JSON.stringify(given(name, text))}`;
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    return error.message;
  }
};

describe('a configuration', () => {
  it('of nothing serves this machine alone from ./data', () => {
    expect(readConfig({})).toEqual({
      role: 'all',
      credentialsUrl: 'sqlite:data/credentials.db',
      integrityDirectory: './data/rectify-integrity',
      databaseUrl: 'sqlite:./data/rectify.db',
      viewsUrl: 'sqlite:./data/rectify-views.db',
      dataDirectory: './data',
      host: '127.0.0.1',
      port: 3000,
      bodyLimit: 1024,
      fileLimit: 100,
      unattachedMib: 1024,
      unattachedFiles: 200,
      leastFreeMib: 64,
      queueLimit: 10_000,
      cachedStates: 5_000,
      metricsToken: '',
      oidcIssuer: '',
      oidcClientId: '',
      oidcClientSecret: '',
      oidcRedirectUrl: '',
      oidcSubjectClaim: 'sub',
      oidcScope: 'openid',
      requestsPerSecond: 500,
      signInsPerMinute: 300,
      trustedProxies: '',
      logLevel: 'info',
    });
  });

  it('takes every variable from the environment', () => {
    expect(
      readConfig({
        RECTIFY_ROLE: 'api',
        RECTIFY_DATABASE_URL: 'esdb://events:2113',
        RECTIFY_VIEWS_URL: 'postgres://views/rectify',
        RECTIFY_CREDENTIALS_URL: 'postgres://secrets/rectify',
        RECTIFY_INTEGRITY_DIR: '/tree',
        RECTIFY_DATA_DIR: '/files',
        RECTIFY_HOST: '0.0.0.0',
        RECTIFY_PORT: '0',
        RECTIFY_BODY_LIMIT_KIB: '16',
        RECTIFY_FILE_LIMIT_MIB: '1',
        RECTIFY_UNATTACHED_MIB: '2',
        RECTIFY_UNATTACHED_FILES: '3',
        RECTIFY_LEAST_FREE_MIB: '4',
        RECTIFY_QUEUE_LIMIT: '2',
        RECTIFY_CACHED_STATES: '3',
        RECTIFY_METRICS_TOKEN: 'a.token_for~the+metrics/=-',
        RECTIFY_OIDC_ISSUER: 'https://login.example.gov.cn/realms/work',
        RECTIFY_OIDC_CLIENT_ID: 'rectify',
        RECTIFY_OIDC_CLIENT_SECRET: 'between-two-programs',
        RECTIFY_OIDC_REDIRECT_URL: 'https://rectify.example.gov.cn/api/v1/session/oidc/callback',
        RECTIFY_OIDC_SUBJECT_CLAIM: 'employee_number',
        RECTIFY_OIDC_SCOPE: 'openid profile',
        RECTIFY_REQUESTS_PER_SECOND: '4',
        RECTIFY_SIGN_INS_PER_MINUTE: '5',
        RECTIFY_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
        RECTIFY_LOG_LEVEL: 'silent',
      }),
    ).toEqual({
      role: 'api',
      databaseUrl: 'esdb://events:2113',
      viewsUrl: 'postgres://views/rectify',
      credentialsUrl: 'postgres://secrets/rectify',
      integrityDirectory: '/tree',
      dataDirectory: '/files',
      host: '0.0.0.0',
      port: 0,
      bodyLimit: 16,
      fileLimit: 1,
      unattachedMib: 2,
      unattachedFiles: 3,
      leastFreeMib: 4,
      queueLimit: 2,
      cachedStates: 3,
      metricsToken: 'a.token_for~the+metrics/=-',
      oidcIssuer: 'https://login.example.gov.cn/realms/work',
      oidcClientId: 'rectify',
      oidcClientSecret: 'between-two-programs',
      oidcRedirectUrl: 'https://rectify.example.gov.cn/api/v1/session/oidc/callback',
      oidcSubjectClaim: 'employee_number',
      oidcScope: 'openid profile',
      requestsPerSecond: 4,
      signInsPerMinute: 5,
      trustedProxies: '10.0.0.0/8,::1',
      logLevel: 'silent',
    });
  });

  it('reads its own variables, and nothing else of the environment', () => {
    const asked: string[] = [];
    const environment = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, name) => {
          asked.push(String(name));
          return undefined;
        },
        ownKeys: () => {
          asked.push('every name');
          return [];
        },
      },
    );
    readConfig(environment);
    expect([...asked].sort()).toEqual(manual.map(({ name }) => name).sort());
    expect(asked.filter((name) => !name.startsWith('RECTIFY_'))).toEqual([]);
  });
});

describe.each([
  ['RECTIFY_PORT', 0, 65_535],
  ['RECTIFY_BODY_LIMIT_KIB', 16, 65_536],
  ['RECTIFY_FILE_LIMIT_MIB', 1, 4_096],
  ['RECTIFY_QUEUE_LIMIT', 1, 1_000_000],
  ['RECTIFY_CACHED_STATES', 1, 1_000_000],
  ['RECTIFY_REQUESTS_PER_SECOND', 1, 1_000_000],
  ['RECTIFY_SIGN_INS_PER_MINUTE', 1, 1_000_000],
])('the number %s', (name, min, max) => {
  it(`may be ${min} and ${max}`, () => {
    for (const value of [min, max]) expect(Object.values(given(name, String(value)))).toContain(value);
  });

  it('is refused outside of them, naming the variable, what was found and the range', () => {
    for (const text of [String(min - 1), String(max + 1), '9'.repeat(30)]) {
      const message = refusal(name, text);
      for (const part of [`${name}=${text} `, `${min} - ${max}`]) expect(message).toContain(part);
    }
  });

  it('is refused when it is not a whole number', () => {
    for (const text of ['', ' ', 'ten', '1.5', '1e2', '0x10', '-0', '+20', `${min} `]) {
      expect(refusal(name, text)).toContain(`${name}=${text} cannot be used`);
    }
  });
});

describe.each([
  ['RECTIFY_DATABASE_URL', ['', 'rectify.db', 'sqlite:', 'mysql://host/db', 'memory']],
  ['RECTIFY_VIEWS_URL', ['views.db', 'sqlite:', 'memory:']],
  ['RECTIFY_CREDENTIALS_URL', ['credentials.db', 'sqlite:', 'memory:']],
  ['RECTIFY_ROLE', ['', 'API', 'worker']],
  ['RECTIFY_HOST', ['', 'two words', 'http://host/']],
  ['RECTIFY_LOG_LEVEL', ['', 'loud', 'INFO', 'trace']],
  [
    'RECTIFY_OIDC_ISSUER',
    ['http://login.example.gov.cn', 'http://127.0.0.1.example.cn', 'login', 'https://a?b', 'https://a#b'],
  ],
  [
    'RECTIFY_OIDC_REDIRECT_URL',
    ['http://rectify.example.gov.cn/', 'http://localhost.example.cn/', 'ftp://a', '/callback'],
  ],
  ['RECTIFY_OIDC_CLIENT_ID', ['two words', 'x'.repeat(201)]],
  ['RECTIFY_OIDC_SUBJECT_CLAIM', ['', 'two words', 'x'.repeat(101)]],
  ['RECTIFY_TRUSTED_PROXIES', ['proxy', '10.0.0.0/33', '::1/129', '10.0.0.1,', '10.0.0.0/8/8', '10.0.0.0/']],
  ['RECTIFY_OIDC_SCOPE', ['', 'profile', 'openid  profile', 'openid\nprofile']],
])('the text %s', (name, wrong) => {
  it('is refused when it is not of its form, naming the variable and what may stand there', () => {
    const { range } = manual.find((one) => one.name === name)!;
    for (const text of wrong) {
      expect(refusal(name, text)).toContain(`${name}=${text} cannot be used: ${range}`);
    }
  });
});

describe('several variables that cannot be used', () => {
  it('are told at once, each with what may stand there', () => {
    const read = () => readConfig({ RECTIFY_PORT: 'web', RECTIFY_METRICS_TOKEN: 'short', RECTIFY_LOG_LEVEL: 'loud' });
    expect(read).toThrow(
      'RECTIFY_PORT=web cannot be used: 0 - 65535 (TCP port); ' +
        'RECTIFY_METRICS_TOKEN=*** cannot be used: 16 to 200 of A-Z a-z 0-9 . _ ~ + / = - (text); ' +
        'RECTIFY_LOG_LEVEL=loud cannot be used: silent, error, warn, info, debug (level)',
    );
  });
});

describe('a secret', () => {
  it.each(['too-short', 'two words of sufficient length', 'x'.repeat(201)])(
    'that cannot be used is refused without being shown: %s',
    (text) => {
      const message = refusal('RECTIFY_METRICS_TOKEN', text);
      expect(message).toContain('RECTIFY_METRICS_TOKEN=*** cannot be used: 16 to 200');
      expect(message).not.toContain(text);
    },
  );

  it.each([
    'mysql://rectify:hun/ter@2@db/rectify',
    'postgres//rectify:hunter2@db',
    'rectify:hunter2@db',
    'mysql://db/rectify?user=rectify&password=hunter2',
  ])('in an address that cannot be used is not shown: %s', (text) => {
    const message = refusal('RECTIFY_DATABASE_URL', text);
    expect(message).toContain('cannot be used');
    expect(message).not.toMatch(/hun|ter2|ter@2/);
  });
});

describe('a sign-in through a provider', () => {
  const whole = {
    RECTIFY_OIDC_ISSUER: 'https://login.example.gov.cn',
    RECTIFY_OIDC_CLIENT_ID: 'rectify',
    RECTIFY_OIDC_REDIRECT_URL: 'https://rectify.example.gov.cn/api/v1/session/oidc/callback',
  };

  it('is set up by issuer, client and redirect; a secret is for confidential clients', () => {
    expect(readConfig(whole).oidcIssuer).toBe('https://login.example.gov.cn');
    for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:9/realms/a']) {
      expect(readConfig({ ...whole, RECTIFY_OIDC_ISSUER: `http://${host}` }).oidcIssuer).toBe(`http://${host}`);
    }
  });

  it.each(['RECTIFY_OIDC_CLIENT_ID', 'RECTIFY_OIDC_REDIRECT_URL'])('is refused without %s', (name) => {
    expect(() => readConfig({ ...whole, [name]: '' })).toThrow(`${name}= cannot be used: RECTIFY_OIDC_ISSUER needs it`);
  });

  it('is refused for a secret that cannot be one, which is not shown', () => {
    const message = refusal('RECTIFY_OIDC_CLIENT_SECRET', 'a secret of words');
    expect(message).toContain('RECTIFY_OIDC_CLIENT_SECRET=*** cannot be used: up to 500 signs');
  });
});

describe('a process that does a part only', () => {
  const postgres = 'postgres://rectify:secret@db/rectify';

  it.each(['api', 'projector'])('as %s may be over stores that other processes open beside it', (role) => {
    const shared = { RECTIFY_ROLE: role, RECTIFY_VIEWS_URL: postgres };
    for (const RECTIFY_DATABASE_URL of [postgres, 'esdb://node:2113', 'esdb+discover://nodes:2113'])
      expect(readConfig({ ...shared, RECTIFY_DATABASE_URL }).role).toBe(role);
  });

  it.each([
    [{ RECTIFY_DATABASE_URL: 'sqlite:x.db', RECTIFY_VIEWS_URL: postgres }, 'RECTIFY_DATABASE_URL=sqlite:x.db'],
    [{ RECTIFY_DATABASE_URL: 'memory:', RECTIFY_VIEWS_URL: postgres }, 'RECTIFY_DATABASE_URL=memory:'],
    [{ RECTIFY_DATABASE_URL: postgres, RECTIFY_VIEWS_URL: 'sqlite:v.db' }, 'RECTIFY_VIEWS_URL=sqlite:v.db'],
    [{ RECTIFY_DATABASE_URL: 'esdb://node:2113' }, 'RECTIFY_VIEWS_URL=sqlite:data/rectify-views.db'],
  ])('is refused over %j, naming the one that cannot be shared', (environment, named) => {
    const read = () => readConfig({ ...environment, RECTIFY_ROLE: 'projector' });
    expect(read).toThrow(`RECTIFY_ROLE=projector cannot be used: ${named} belongs to one process alone`);
    expect(read).toThrow(BadConfig);
  });
});

describe('places that are not named', () => {
  const places = (databaseUrl: string) => {
    const { viewsUrl, dataDirectory, credentialsUrl } = given('RECTIFY_DATABASE_URL', databaseUrl);
    return [viewsUrl, dataDirectory, credentialsUrl];
  };

  it.each([
    ['sqlite:./data/rectify.db', 'sqlite:./data/rectify-views.db', './data', 'data'],
    ['sqlite:/var/lib/rectify.2/events.sqlite', 'sqlite:/var/lib/rectify.2/events-views.sqlite', '/var/lib/rectify.2'],
    ['sqlite:/var/lib/rectify.2/events', 'sqlite:/var/lib/rectify.2/events-views', '/var/lib/rectify.2'],
    ['sqlite:events.db', 'sqlite:events-views.db', '.', ''],
    ['sqlite:数据/整改.db', 'sqlite:数据/整改-views.db', '数据'],
  ])('are beside the database %s', (databaseUrl, viewsUrl, dataDirectory, written = dataDirectory) => {
    expect(places(databaseUrl)).toEqual([viewsUrl, dataDirectory, `sqlite:${join(written, 'credentials.db')}`]);
  });

  it('are in memory and in ./data for a database in memory', () => {
    expect(places('memory:')).toEqual(['sqlite::memory:', 'data', 'sqlite:data/credentials.db']);
  });

  it('are in the database itself where it is PostgreSQL, but for the files', () => {
    const url = 'postgres://rectify:secret@db/rectify';
    expect(places(url)).toEqual([url, 'data', url]);
  });

  it('are in ./data for EventStoreDB, which keeps events only', () => {
    const url = 'esdb://node:2113';
    expect(places(url)).toEqual(['sqlite:data/rectify-views.db', 'data', 'sqlite:data/credentials.db']);
  });
});

describe('the manual of the variables', () => {
  it('has a name, a unit, a range and a meaning for each, and a fallback that can be used', () => {
    expect(new Set(manual.map(({ name }) => name)).size).toBe(manual.length);
    for (const variable of manual) {
      expect(variable.name).toMatch(/^RECTIFY_[A-Z_]+$/);
      expect([variable.unit, variable.range, variable.meaning].filter((text) => text === '')).toEqual([]);
      expect(given(variable.name, variable.fallback)).toEqual(readConfig({}));
    }
  });
});
