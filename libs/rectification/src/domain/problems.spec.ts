import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rectificationProblems } from './problems.js';

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && name !== 'problems.ts')
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'));

describe('the catalogue of refusals', () => {
  it('says each in Chinese and in English', () => {
    for (const [code, { zh, en }] of Object.entries(rectificationProblems)) {
      expect(`${code} ${zh}`).toMatch(/[\u4e00-\u9fff]/);
      expect(`${code}: ${en}`).toMatch(/: [A-Z]/);
    }
  });

  it('holds no refusal that nobody makes', () => {
    const code = sources(join(import.meta.dirname, '..')).join('\n');
    expect(Object.keys(rectificationProblems).filter((one) => !code.includes(`'${one}'`))).toEqual([]);
  });
});
