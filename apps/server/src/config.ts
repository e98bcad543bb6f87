import { dirname, join } from 'node:path';
import { masked } from './observing/masking.js';
import type { Variable } from './variable.js';
import { variables } from './variables.js';

type Read<V> = V extends Variable<infer T> ? T : never;

export type Config = { readonly [K in keyof typeof variables]: Read<(typeof variables)[K]> };

/** A variable has a value that it cannot have. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const entries = Object.entries(variables).map(([key, variable]) => {
    const text = environment[variable.name] ?? variable.fallback;
    const { read, secret }: Variable<unknown> = variable;
    const value = read(text);
    if (value === undefined) {
      const shown = secret ? '***' : masked(text).replace(/^.*@/s, '***@');
      throw new BadConfig(`${variable.name}=${shown} cannot be used: ${variable.range} (${variable.unit})`);
    }
    return [key, value];
  });
  return mustBeWhole(mustFit(withPlaces(Object.fromEntries(entries) as Config)));
};

const POSTGRES = /^postgres(ql)?:\/\/./;

const isPostgres = (url: string): boolean => POSTGRES.test(url);

const viewsBeside = (file: string): string => `sqlite:${file.replace(/(\.\w+)?$/, '-views$1')}`;

const withPlaces = (config: Config): Config => {
  const { databaseUrl } = config;
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined;
  const dataDirectory = config.dataDirectory || (file ? dirname(file) : join('.', 'data'));
  const views = () => {
    if (isPostgres(databaseUrl)) return databaseUrl;
    if (databaseUrl === 'memory:') return 'sqlite::memory:';
    return viewsBeside(file ?? join(dataDirectory, 'rectify.db'));
  };
  const viewsUrl = config.viewsUrl || views();
  const credentials = isPostgres(viewsUrl) ? viewsUrl : `sqlite:${join(dataDirectory, 'credentials.db')}`;
  return { ...config, dataDirectory, viewsUrl, credentialsUrl: config.credentialsUrl || credentials };
};

/** What a sign-in through a provider cannot do without. */
const mustBeWhole = (config: Config): Config => {
  if (config.oidcIssuer === '') return config;
  for (const needed of ['oidcClientId', 'oidcRedirectUrl'] as const) {
    if (config[needed] !== '') continue;
    throw new BadConfig(`${variables[needed].name}= cannot be used: ${variables.oidcIssuer.name} needs it`);
  }
  return config;
};

/** A process that does a part only needs stores that the process with the other part can open beside it. */
const mustFit = (config: Config): Config => {
  const { role, databaseUrl, viewsUrl } = config;
  if (role === 'all') return config;
  const owned = [
    [variables.databaseUrl.name, databaseUrl, /^(postgres(ql)?|esdb(\+discover)?):/],
    [variables.viewsUrl.name, viewsUrl, POSTGRES],
  ] as const;
  for (const [name, url, shared] of owned) {
    if (shared.test(url)) continue;
    throw new BadConfig(`${variables.role.name}=${role} cannot be used: ${name}=${url} belongs to one process alone`);
  }
  return config;
};
