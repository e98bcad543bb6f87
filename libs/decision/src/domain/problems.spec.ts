import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decisionProblems } from './problems.js';

const texts = (ending: RegExp): string =>
  readdirSync(import.meta.dirname, { withFileTypes: true, recursive: true })
    .filter(({ name }) => ending.test(name) && !name.endsWith('problems.ts'))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');

const programs = texts(/(?<!\.spec|examples)\.ts$/);
const specs = texts(/\.spec\.ts$/);
const codes = Object.keys(decisionProblems);
const policies = [...programs.matchAll(/^(?:export )?const (\w+): (?:Policy<|AboutSubject)/gm)].map(
  ([, name]) => name!,
);

describe('the catalogue of refusals', () => {
  it('says each in Chinese and in English', () => {
    for (const [code, { zh, en }] of Object.entries(decisionProblems)) {
      expect(code).toMatch(/^(body|rules|meeting|item|vote|record|person)\.[a-z-]+$/);
      expect(`${code} ${zh}`).toMatch(/[\u4e00-\u9fff]/);
      expect(en).toMatch(/^[A-Z][\x20-\x7e]+$/);
    }
  });

  it(`holds no refusal that nobody makes, and none of its ${codes.length} without a spec`, () => {
    expect(codes.filter((code) => !programs.includes(`'${code}'`))).toEqual([]);
    expect(codes.filter((code) => !specs.includes(`'${code}'`))).toEqual([]);
  });

  it(`names each of its ${policies.length} rules in a spec that refuses by it`, () => {
    expect(policies.length).toBeGreaterThan(40);
    expect(policies.filter((name) => !specs.includes(`rule: '${name}'`))).toEqual([]);
  });
});
