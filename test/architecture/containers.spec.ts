import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Config, readConfig } from '../../apps/server/src/config.js';
import { manual } from '../../apps/server/src/variables.js';

interface Service {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly restart?: string;
  readonly networks?: Readonly<Record<string, { readonly ipv4_address: string }>>;
  readonly ports?: readonly string[];
  readonly command?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const files = ['docker-compose.yml', 'docker-compose.cluster.yml'] as const;
const read = (file: string): string => readFileSync(file, 'utf8');
const composed = (file: string): Compose => parse(read(file), { merge: true }) as Compose;

const SECRET = 'a-secret-of-some-length';

/** As the container would see it, every secret given. */
const resolved = (environment: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, text]) => [name, text.replaceAll(/\$\{\w+(:[?-])[^}]*\}/g, SECRET)]),
  );

const ours = ({ services }: Compose): [string, Config][] =>
  Object.entries(services)
    .filter(([, { image }]) => image === 'rectify:latest')
    .map(([name, { environment }]) => [name, readConfig(resolved(environment))]);

const lasting = ({ services }: Compose) => Object.entries(services).filter(([name]) => name !== 'certificates');

describe.each(files)('the containers of %s', (file) => {
  const compose = composed(file);

  it('have no variable that the program does not know, and values that it takes', () => {
    const known = new Set<string>(manual.map(({ name }) => name));
    const named = Object.values(compose.services).flatMap(({ environment }) => Object.keys(environment ?? {}));
    expect(named.filter((name) => name.startsWith('RECTIFY_') && !known.has(name))).toEqual([]);
    for (const [, config] of ours(compose)) {
      expect(config).toMatchObject({ host: '0.0.0.0', port: 3000, dataDirectory: '/data' });
      expect([config.viewsUrl, config.credentialsUrl]).toEqual(
        Array(2).fill(`postgres://rectify:${SECRET}@postgres:5432/rectify`),
      );
      expect(config.databaseUrl).toMatch(/^esdb:\/\//);
    }
  });

  it('are watched, start again by themselves, and wait for what they need', () => {
    for (const [name, { healthcheck, restart, depends_on: needed = {} }] of lasting(compose)) {
      expect([name, healthcheck?.test.length]).toEqual([name, expect.any(Number)]);
      expect([name, restart]).toEqual([name, 'unless-stopped']);
      for (const other of Object.keys(needed)) expect(Object.keys(compose.services)).toContain(other);
    }
    for (const [name] of ours(compose)) {
      const needed = Object.entries(compose.services[name]!.depends_on!);
      expect(needed.map(([other]) => other)).toContain('postgres');
      expect(needed.every(([, { condition }]) => condition === 'service_healthy')).toBe(true);
    }
  });

  it('keep what must last in named volumes, all of them declared and used', () => {
    const used = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((one) => one.split(':')[0]!),
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
    for (const [name, { volumes = [] }] of lasting(compose)) expect([name, volumes.length > 0]).toEqual([name, true]);
  });

  it('have no secret of their own: each is asked of the environment, and the start fails without it', () => {
    const secrets = Object.values(compose.services)
      .flatMap(({ environment = {} }) => Object.entries(environment))
      .filter(([name, text]) => /PASSWORD/.test(name) || /:\/\/[^/@]+@/.test(text));
    expect(secrets.length).toBeGreaterThan(3);
    for (const [, text] of secrets) expect(text).toMatch(/\$\{RECTIFY_[A-Z_]+:\?[^}]+\}/);
    const asked = new Set([...read(file).matchAll(/\$\{(RECTIFY_[A-Z_]+)/g)].map(([, name]) => name!));
    const told = read(file).slice(0, read(file).indexOf('\nname:'));
    for (const name of asked) expect(told).toContain(name);
  });

  it('open ports to this machine only', () => {
    const ports = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:3000$/);
  });
});

describe('one machine of containers', () => {
  it('is a server, a projector, a node of KurrentDB and a PostgreSQL', () => {
    const compose = composed(files[0]);
    expect(Object.keys(compose.services)).toEqual(['server', 'projector', 'kurrentdb', 'postgres']);
    expect(ours(compose).map(([name, { role }]) => [name, role])).toEqual([
      ['server', 'api'],
      ['projector', 'projector'],
    ]);
  });
});

describe('a cluster of containers', () => {
  const compose = composed(files[1]);
  const nodes = Object.entries(compose.services).filter(([name]) => name.startsWith('kurrentdb'));

  it('is two servers, two projectors, three nodes of KurrentDB and a PostgreSQL', () => {
    expect(ours(compose).map(([name, { role }]) => [name, role])).toEqual([
      ['server1', 'api'],
      ['server2', 'api'],
      ['projector1', 'projector'],
      ['projector2', 'projector'],
    ]);
    expect(nodes).toHaveLength(3);
  });

  it('has nodes that know each other, each under a certificate of its own address', () => {
    const addresses = nodes.map(([, { networks }]) => networks!['cluster']!.ipv4_address);
    const made = compose.services['certificates']!.command!.join(' ');
    for (const [i, [name, { environment }]] of nodes.entries()) {
      const own = addresses[i]!;
      expect(environment).toMatchObject({ KURRENTDB_CLUSTER_SIZE: '3', KURRENTDB_NODE_IP: own });
      expect(environment!['KURRENTDB_REPLICATION_IP']).toBe(own);
      const seeds = addresses.filter((one) => one !== own).map((one) => `${one}:2113`);
      expect(environment!['KURRENTDB_GOSSIP_SEED']!.split(',')).toEqual(seeds);
      const folder = /^\/certs\/(\w+)\/node\.crt$/.exec(environment!['KURRENTDB_CERTIFICATE_FILE']!)![1]!;
      expect(made).toMatch(
        new RegExp(`-out \\./${folder} -ip-addresses 127\\.0\\.0\\.1,${own} -dns-names localhost,${name} `),
      );
    }
  });

  it('is asked over TLS, at every node, with a password', () => {
    for (const [, { databaseUrl }] of ours(compose)) {
      const [, credentials, hosts, options] = /^esdb:\/\/([^@]+)@([^?]+)\?(.+)$/.exec(databaseUrl)!;
      expect(credentials).toBe(`admin:${SECRET}`);
      expect(hosts!.split(',')).toEqual(nodes.map(([name]) => `${name}:2113`));
      expect(options).toBe('tls=true&tlsCAFile=/certs/ca/ca.crt');
    }
  });
});
