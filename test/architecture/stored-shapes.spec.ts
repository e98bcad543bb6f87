import { execFileSync } from 'node:child_process';
import { declared } from '../../apps/composition/src/declared.js';
import { eventCatalogue } from '../../apps/server/src/event-catalogue.js';
import { broken, type FrozenShapes, type Shape, withAdded } from '../support/frozen-shapes.js';
import frozenShapes from './stored-shapes.json' with { type: 'json' };

const frozen: FrozenShapes = frozenShapes;
const catalogue = eventCatalogue(declared);
const upcasters = declared.flatMap(({ upcasters: own = [] }) => own);

const another = (type: string, version: number): string =>
  `make it optional, or store ${type} as version ${version + 1}: the number in its decider's \`schemaVersions\`, ` +
  `an upcaster from ${version} in the context's upcasters.ts, and its shape by \`npm run docs\``;

describe('the shape of stored events', () => {
  let shapes: Readonly<Record<string, Shape>>;
  beforeAll(() => {
    // The maker of schemas changes the parser that it uses, which the specs in this process use as well.
    const text = execFileSync(process.execPath, ['test/architecture/stored-shapes.mjs'], { encoding: 'utf8' });
    shapes = JSON.parse(text) as typeof shapes;
  });

  it('is that of its version for ever: only what may be missing is added', () => {
    const changed = catalogue.flatMap(({ type, schemaVersion }) =>
      broken(frozen[type]?.[schemaVersion] ?? {}, frozen[type]?.[schemaVersion] ? shapes[type]! : {}).map(
        (what) => `${type} ${schemaVersion}: ${what}; ${another(type, schemaVersion)}`,
      ),
    );
    expect(catalogue.length).toBeGreaterThan(100);
    expect(changed).toEqual([]);
  });

  it('is written down, each version of each type: write what was added by `npm run docs`', () => {
    expect(frozen).toEqual(withAdded(frozen, shapes, catalogue));
  });

  it('is lifted from every earlier version', () => {
    const missing = catalogue.flatMap(({ type, schemaVersion }) =>
      Array.from({ length: schemaVersion - 1 }, (_, i) => i + 1)
        .filter((from) => !upcasters.some((one) => one.type === type && one.from === from))
        .map((from) => `${type}: write an upcaster from ${from} in the upcasters.ts of its context`),
    );
    expect(missing).toEqual([]);
  });
});

describe('a change of shape', () => {
  it('does no harm when it adds what may be missing', () => {
    expect(broken({ a: 'string' }, { a: 'string', 'b?': 'object', 'b?.c': 'string' })).toEqual([]);
  });

  it('is noticed when a field is required, gone, another or no longer always there', () => {
    expect(broken({ a: 'string' }, { a: 'string', 'b.c': 'number' })).toHaveLength(1);
    expect(broken({ 'b?': 'object' }, { 'b?': 'object', 'b?.c': 'number' })).toHaveLength(1);
    expect(broken({ a: 'string' }, {})).toHaveLength(1);
    expect(broken({ a: 'string' }, { a: 'number' })).toHaveLength(1);
    expect(broken({ a: 'string' }, { 'a?': 'string' })).toHaveLength(1);
    expect(broken({ 'way|': 'string' }, { 'way|': 'string', 'item|': 'object' })).toHaveLength(1);
  });

  it('is written down without a change of what is frozen', () => {
    const entry = { type: 'A', schemaVersion: 1 } as (typeof catalogue)[number];
    const before: FrozenShapes = { A: { 1: { a: 'string' } } };
    expect(withAdded(before, { A: { a: 'string', 'b?': 'string' } }, [entry])).toEqual({
      A: { 1: { a: 'string', 'b?': 'string' } },
    });
    expect(withAdded(before, { A: { c: 'string' } }, [entry])).toEqual(before);
    expect(withAdded(before, { A: { c: 'string' } }, [{ ...entry, schemaVersion: 2 }])).toEqual({
      A: { 1: { a: 'string' }, 2: { c: 'string' } },
    });
  });
});
