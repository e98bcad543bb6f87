import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { masked } from './observing/masking.js';
import { type Manual, manualOf } from './variable.js';
import { variables } from './variables.js';

const schema = v.object(variables);

export type Config = Readonly<v.InferOutput<typeof schema>>;

type Key = keyof Config;

/** Variables have values that they cannot have. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

const nameOf = (key: Key): string => manualOf(variables[key]).name;

const shownTo = ({ secret }: Manual, text: string): string => (secret ? '***' : masked(text).replace(/^.*@/s, '***@'));

/** Names every variable that cannot be used, what it was and what may stand there; a secret is not shown. */
const refused = (keys: readonly Key[], given: Readonly<Record<string, string | undefined>>): BadConfig => {
  const reasons = keys.map((key) => {
    const manual = manualOf(variables[key]);
    const shown = shownTo(manual, given[key] ?? manual.fallback);
    return `${manual.name}=${shown} cannot be used: ${manual.range} (${manual.unit})`;
  });
  return new BadConfig(reasons.join('; '));
};

export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const keys = Object.keys(variables) as Key[];
  const given = Object.fromEntries(keys.map((key) => [key, environment[nameOf(key)]]));
  const { success, output, issues } = v.safeParse(schema, given);
  if (success) return mustBeWhole(mustFit(withPlaces(output)));
  const wrong = new Set(issues.map((issue) => v.getDotPath(issue) as Key));
  throw refused([...wrong], given);
};

const POSTGRES = /^postgres(ql)?:\/\/./;

const isPostgres = (url: string): boolean => POSTGRES.test(url);

const viewsBeside = (file: string): string => `sqlite:${file.replace(/(\.\w+)?$/, '-views$1')}`;

const treeBeside = (file: string | undefined, dataDirectory: string): string =>
  file ? file.replace(/(\.\w+)?$/, '-integrity') : join(dataDirectory, 'rectify-integrity');

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
  const integrityDirectory = config.integrityDirectory || treeBeside(file, dataDirectory);
  const credentials = isPostgres(viewsUrl) ? viewsUrl : `sqlite:${join(dataDirectory, 'credentials.db')}`;
  const credentialsUrl = config.credentialsUrl || credentials;
  return { ...config, dataDirectory, integrityDirectory, viewsUrl, credentialsUrl };
};

/** What a sign-in through a provider cannot do without. */
const mustBeWhole = (config: Config): Config => {
  if (config.oidcIssuer === '') return config;
  for (const needed of ['oidcClientId', 'oidcRedirectUrl'] as const) {
    if (config[needed] !== '') continue;
    throw new BadConfig(`${nameOf(needed)}= cannot be used: ${nameOf('oidcIssuer')} needs it`);
  }
  return config;
};

/** A process that does a part only needs stores that the process with the other part can open beside it. */
const mustFit = (config: Config): Config => {
  const { role, databaseUrl, viewsUrl } = config;
  if (role === 'all') return config;
  const owned = [
    [nameOf('databaseUrl'), databaseUrl, /^(postgres(ql)?|esdb(\+discover)?):/],
    [nameOf('viewsUrl'), viewsUrl, POSTGRES],
  ] as const;
  for (const [name, url, shared] of owned) {
    if (shared.test(url)) continue;
    throw new BadConfig(`${nameOf('role')}=${role} cannot be used: ${name}=${url} belongs to one process alone`);
  }
  return config;
};
