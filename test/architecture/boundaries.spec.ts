import { globSync, readFileSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import rules from '../../.dependency-cruiser.mjs';

describe('the boundaries between rooms', () => {
  let found: ICruiseResult;
  beforeAll(async () => {
    const tsConfig = extractTSConfig('tsconfig.json');
    const { output } = await cruise(
      ['apps', 'libs'],
      { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
      { ...rules.options.enhancedResolveOptions },
      { tsConfig },
    );
    found = output as ICruiseResult;
  }, 120_000);

  it.each(rules.forbidden.map(({ name }) => name))('%s', (name) => {
    const broken = found.summary.violations.filter(({ rule }) => rule.name === name);
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('are drawn over every source file', () => {
    expect(found.summary.totalCruised).toBeGreaterThan(60);
  });
});

describe('a decision', () => {
  const foundIn = (files: string, pattern: RegExp): string[] =>
    globSync(files, { exclude: ['**/*.spec.ts'] }).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, found]) => found!),
    );
  const decisions = new Set(
    foundIn('libs/*/src/domain/**/*.ts', /\bon(?:Facts)?\(\s*[\w.]+,\s*(?:\w+\.)?(\w+)/g).concat('evolve'),
  );
  const named = (imported: string): string[] => imported.match(/\w+/g)!.filter((name) => decisions.has(name));

  it.each(['http', 'projections'])('stands beside its command and is not imported by %s', (room) => {
    const files = `libs/*/src/${room}/**/*.ts`;
    const taken = foundIn(files, /import (?:type )?\{([^}]+)\} from '[^']*\/domain\//g);
    const whole = foundIn(files, /import (?:type )?\* as \w+ from '([^']*\/domain\/[^']+)'/g);
    expect(decisions.size).toBeGreaterThan(100);
    expect(taken.length).toBeGreaterThan(10);
    expect(taken.flatMap(named)).toEqual([]);
    expect(whole.filter((file) => !/(events|commands)\.js$/.test(file))).toEqual([]);
  });
});
