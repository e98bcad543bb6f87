import { globSync, readFileSync } from 'node:fs';

const STORES = /(sqlite|postgres(ql)?|esdb):\S|startPostgres|EventStoreDbDouble|(DATABASE|VIEWS|CREDENTIALS)_URL/;
const storiesNaming = (pattern: RegExp) =>
  globSync('test/acceptance/*.spec.ts')
    .filter((file) => pattern.test(readFileSync(file, 'utf8')))
    .sort();

describe('an acceptance story', () => {
  it('leaves it to the project that runs it on which stores it is told, unless it is about processes on one PostgreSQL', () => {
    expect(storiesNaming(STORES).filter((file) => !file.includes('/scaled-out'))).toEqual([]);
  });

  it('that brings its own PostgreSQL is found by what it names', () => {
    expect(storiesNaming(STORES)).toContain('test/acceptance/scaled-out.spec.ts');
  });
});
