import { globSync, readFileSync } from 'node:fs';
import { askedForTheirClass, askedForTheirText, implementing, type Source } from './decided-by-type.js';

const PORTS = new Set(['EventStore', 'ReadStore', 'ViewsLease', 'Credentials', 'SqliteWriter']);

const sources: Source[] = globSync('{apps,libs}/*/src/**/*.ts')
  .filter((file) => !/\.(spec|fixture)\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const adapters = implementing(sources, PORTS);

const of = (text: string): Source[] => [{ file: 'a.ts', text }];

describe('the program', () => {
  it('never asks which adapter a port is: what differs is a capability on the port', () => {
    expect(askedForTheirClass(sources, adapters)).toEqual([]);
  });

  it('never decides by the text of an error: what differs is a type or a code', () => {
    expect(askedForTheirText(sources)).toEqual([]);
  });
});

describe('the look for such decisions', () => {
  it('knows the adapters of each port', () => {
    for (const name of [
      'PostgresReadStore',
      'SqliteReadStore',
      'SqliteEventStore',
      'PostgresCredentials',
      'WriterHere',
    ])
      expect(adapters).toContain(name);
    expect(adapters).not.toContain('StoreUnavailable');
  });

  it('finds a question for an adapter, and none for an error of ours', () => {
    expect(askedForTheirClass(of('if (store instanceof SqliteEventStore) wait();'), adapters)).toHaveLength(1);
    expect(askedForTheirClass(of('if (error instanceof StoreUnavailable) wait();'), adapters)).toEqual([]);
  });

  it.each([
    `const lost = (error: Error) => /terminated/.test(error.message);`,
    `const lost = (error: unknown) => (error as Error).message.includes('terminated');`,
    `const lost = (error: unknown) => String(error).startsWith('Connection');`,
    `const lost = (error: Error) => error.message === 'timeout';`,
    `const lost = (error: Error) => error.message.toLowerCase().indexOf('busy') >= 0;`,
    `const lost = (error?: Error) => /busy/.exec(error?.message ?? '') !== null;`,
    `const reason = (error: unknown) => (error instanceof Error ? error.message : '');
     const missing = (error: unknown) => /no file/.test(reason(error));`,
    `const text = error.message; if (text.includes('busy')) wait();`,
  ])('finds %s', (text) => {
    expect(askedForTheirText(of(text))).toHaveLength(1);
  });

  it.each([
    `const lost = (error: Failure) => /^08/.test(error.code);`,
    'const told = (error: Error) => `${file}: ${error.message}`;',
    `const reason = error.message; if (reason === this.told) return;`,
    `const isOurs = (name: string) => name.startsWith('RECTIFY_') && name === 'RECTIFY_PORT';`,
  ])('lets %s be', (text) => {
    expect(askedForTheirText(of(text))).toEqual([]);
  });
});
