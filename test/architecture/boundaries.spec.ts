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
