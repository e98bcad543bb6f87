import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

describe('a part of a domain, which declares commands and decides them in one file', () => {
  const sources = new Map(
    globSync('libs/*/src/**/*.ts')
      .filter((file) => !file.endsWith('.spec.ts'))
      .map((file) => [file, readFileSync(file, 'utf8')]),
  );
  const inRoom = (room: RegExp) => [...sources].filter(([file]) => room.test(file));
  const decisionsIn = (file: string): string[] =>
    [...(sources.get(file) ?? '').matchAll(/\bon(?:Facts)?\(\w+, (\w+)/g)].map(([, name]) => name!);

  /** What a file takes of parts: `* as name` with what it uses of it, or names. */
  const takenOfParts = ([file, text]: [string, string]) =>
    [...text.matchAll(/^import (?:type )?(?:\{([^}]*)\}|\* as (\w+)) from '(\.[^']+)\.js';/gm)]
      .map(([, names, all, path]) => ({
        part: `${join(dirname(file), path!)}.ts`,
        names:
          names?.match(/\w+/g) ?? [...text.matchAll(new RegExp(`\\b${all}\\.(\\w+)`, 'g'))].map(([, name]) => name!),
      }))
      .filter(({ part }) => part.includes('/domain/') && decisionsIn(part).length > 0);

  it('alone takes the validators and the shapes, beside the words that its context shares', () => {
    const taking = inRoom(/\/src\/domain\//).filter(([, text]) => /from '(#shapes|class-validator)'/.test(text));
    const without = taking.filter(([, text]) => !/^(export )?(abstract )?class |PropertyDecorator/m.test(text));
    expect(taking.length).toBeGreaterThan(20);
    expect(without.map(([file]) => file)).toEqual([]);
  });

  it('gives commands and types to acts and routes, and never a decision', () => {
    const takers = inRoom(/\/src\/(http\/|[\w-]*acts\.ts$)/);
    const taken = takers.flatMap((taker) => takenOfParts(taker).map((one) => ({ taker: taker[0], ...one })));
    const decisions = taken.flatMap(({ taker, part, names }) =>
      decisionsIn(part)
        .filter((decision) => names.includes(decision))
        .map((decision) => `${taker}: ${decision}`),
    );
    expect(taken.length).toBeGreaterThan(20);
    expect(decisions).toEqual([]);
  });

  it('gives nothing to views', () => {
    const views = inRoom(/\/src\/projections\//);
    expect(views.length).toBeGreaterThan(50);
    expect(views.filter((view) => takenOfParts(view).length > 0).map(([file]) => file)).toEqual([]);
  });
});
