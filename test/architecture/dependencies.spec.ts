import { globSync, readFileSync } from 'node:fs';
import { type Lock, lockFile, production } from './dependencies.mjs';

const WHERE = 'docs/dependencies.md';

/** Rows of the table under the heading, by the name of the package: what they say in each column. */
const rowsUnder = (heading: string): ReadonlyMap<string, Readonly<Record<string, string>>> => {
  const [, section] = readFileSync(WHERE, 'utf8').split(`## ${heading}\n`);
  const cells = section!
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [columns, , ...rows] = cells;
  return new Map(rows.map((row) => [row[0]!, Object.fromEntries(columns!.map((name, at) => [name, row[at]!]))]));
};

const asked = rowsUnder('Asked for');
const brought = rowsUnder('Brought along');

const unwritten = (names: readonly string[], column: string, what: string): string[] => {
  const said = new Map([...asked, ...brought]);
  return names
    .filter((name) => (said.get(name)?.[column] ?? '—') === '—')
    .map((name) => `${name} ${what}: read what it does, and write a row with "${column}" and a decision into ${WHERE}`);
};

const scriptsOf = (lock: Lock) =>
  unwritten(production(lock).scripted, 'at npm ci', 'runs a script when it is installed in production');

const binariesOf = (lock: Lock) => unwritten(production(lock).native, 'native', 'brings a binary into production');

const lock = lockFile();
const lockWith = (name: string, found: Lock['packages'][string]): Lock => ({
  packages: { ...lock.packages, [`node_modules/${name}`]: found },
});

describe('the dependencies in production', () => {
  it('have each a row with a decision, and no row is of one that is gone', () => {
    const { direct, all } = production(lock);
    expect([...asked.keys()].sort()).toEqual(direct);
    expect([...brought.keys()].filter((name) => !all.includes(name))).toEqual([]);
    for (const rows of [asked, brought]) {
      for (const [name, { decision }] of rows)
        expect([name, decision]).toEqual([name, expect.stringMatching(/^(kept|bounded|replaced)/)]);
    }
  });

  it('run no script at npm ci and bring no binary that nobody has decided on', () => {
    expect([...scriptsOf(lock), ...binariesOf(lock)]).toEqual([]);
  });

  it('are told when a new one does, what to write and where', () => {
    expect(scriptsOf(lockWith('miner', { hasInstallScript: true }))).toEqual([
      `miner runs a script when it is installed in production: read what it does, and write a row with "at npm ci" and a decision into ${WHERE}`,
    ]);
    expect(scriptsOf(lockWith('builder', { hasInstallScript: true, dev: true }))).toEqual([]);
    expect(binariesOf(lockWith('cipher-linux-x64-gnu', { os: ['linux'] }))).toEqual([
      expect.stringContaining('cipher brings a binary into production'),
    ]);
  });

  it('say of none that it runs a script or is a binary when it is not', () => {
    const { scripted, native } = production(lock);
    const said = [...asked, ...brought];
    const of = (column: string) => said.filter(([, row]) => row[column] !== '—').map(([name]) => name);
    expect([of('at npm ci').sort(), of('native').sort()]).toEqual([scripted, native]);
  });

  it('hold the parts of exceljs that stream, and no source of ours calls them', () => {
    const sources = globSync('{apps,libs}/**/*.ts').filter((file) => readFileSync(file, 'utf8').includes('exceljs'));
    expect(sources.length).toBeGreaterThan(3);
    expect(sources.filter((file) => /\bstream\s*\.\s*xlsx|\.csv\b/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
