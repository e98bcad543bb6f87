import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogue } from '../../apps/server/src/observing/catalogue.js';
import { manual } from '../../apps/server/src/variables.js';
import { metricsTable } from '../support/metrics-table.js';
import { variablesTable } from '../support/variables-table.js';

const read = (file: string): string => readFileSync(file, 'utf8');
const documents = [...globSync('*.md'), ...globSync('docs/**/*.md')];

const plain = (text: string): string => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
const tableOf = (name: string): string =>
  plain(new RegExp(`<!-- ${name} -->\\s*([\\s\\S]*?)\\s*<!-- /${name} -->`).exec(read('docs/operations.md'))![1]!);

const PROMISES = 'docs/security.md';

/** Of each promise to anybody, the tests that it names: file, and the beginning of a title or a part of it. */
const promises = (): { promise: string; tests: { file: string; title: string }[] }[] => {
  const [section] = /## What is promised[\s\S]*?(?=\n## )/.exec(read(PROMISES))!;
  return section
    .split(/\n- /)
    .slice(1)
    .map((text) => ({
      promise: text.split('\n')[0]!,
      tests: [...text.matchAll(/\]\(([^)]+\.spec\.ts)\)((?:[\s,]+"[^"]+")+)/g)].flatMap(([, file, titles]) =>
        [...titles!.matchAll(/"([^"]+)"/g)].map(([, title]) => ({
          file: join(dirname(PROMISES), file!),
          title: title!,
        })),
      ),
    }));
};

describe('the documents', () => {
  it('promise nothing that no test holds', () => {
    const found = promises();
    const bare = found.filter(({ tests }) => tests.length === 0).map(({ promise }) => promise);
    expect(bare.map((promise) => `name the test that holds "${promise}", or take the promise back`)).toEqual([]);
    const gone = found
      .flatMap(({ tests }) => tests)
      .filter(({ file, title }) => !existsSync(file) || !read(file).includes(title));
    expect(gone.map(({ file, title }) => `${PROMISES} names "${title}" in ${file}, and it is not there`)).toEqual([]);
    expect(found.length).toBeGreaterThan(20);
  });

  it('promise nothing twice', () => {
    const said = promises().map(({ promise }) => promise);
    expect(new Set(said).size).toBe(said.length);
    expect(read('SECURITY.md')).toContain(`](${PROMISES})`);
    expect(read('SECURITY.md')).not.toContain('.spec.ts');
  });

  it('list the variables as the program reads them', () => {
    expect(tableOf('variables')).toBe(plain(variablesTable()));
  });

  it('list the metrics as the program registers them', () => {
    expect(tableOf('metrics')).toBe(plain(metricsTable()));
  });

  it('alert on metrics that there are', () => {
    const known = new Set<string>(Object.values(catalogue).map(({ name }) => name));
    const [section] = /## Logs and metrics[\s\S]*?(?=\n## )/.exec(read('docs/operations.md'))!;
    const named = [...section.matchAll(/\brectify_[a-z_]+/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(known.size + 5);
    expect(named.filter((name) => !known.has(name.replace(/_bucket$/, '')))).toEqual([]);
  });

  it('link to files that are there', () => {
    const broken = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
        .map(([, target]) => join(dirname(file), target!))
        .filter((target) => !existsSync(target)),
    );
    expect(broken).toEqual([]);
  });

  it('stay as short as promised', () => {
    expect(read('docs/ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(120);
    expect(read(PROMISES).split('\n').length).toBeLessThanOrEqual(150);
    for (const file of globSync('docs/adr/*.md')) expect(read(file).split('\n').length).toBeLessThanOrEqual(41);
  });

  it('build an image with no variable that the program does not know', () => {
    const known = new Set<string>(manual.map(({ name }) => name));
    const built = [...read('Dockerfile').matchAll(/\b(RECTIFY_[A-Z_]+)=/g)].map(([, name]) => name!);
    expect(built.filter((name) => !known.has(name))).toEqual([]);
    expect(built.length).toBeGreaterThan(0);
  });
});
