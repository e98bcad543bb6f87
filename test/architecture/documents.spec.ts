import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { variables } from '../../apps/server/src/variables.js';
import { variablesTable } from '../support/variables-table.js';

const read = (file: string): string => readFileSync(file, 'utf8');
const documents = ['README.md', ...globSync('docs/**/*.md')];

describe('the documents', () => {
  it('list the variables as the program reads them', () => {
    const [, table] = /<!-- variables -->\s*([\s\S]*?)\s*<!-- \/variables -->/.exec(read('docs/operations.md'))!;
    const plain = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
    expect(plain(table!)).toBe(plain(variablesTable()));
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
    for (const file of globSync('docs/adr/*.md')) expect(read(file).split('\n').length).toBeLessThanOrEqual(41);
  });

  it('build an image with no variable that the program does not know', () => {
    const known = new Set<string>(Object.values(variables).map(({ name }) => name));
    const built = [...read('Dockerfile').matchAll(/\b(RECTIFY_[A-Z_]+)=/g)].map(([, name]) => name!);
    expect(built.filter((name) => !known.has(name))).toEqual([]);
    expect(built.length).toBeGreaterThan(0);
  });
});
