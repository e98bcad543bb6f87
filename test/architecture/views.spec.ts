import { globSync, readFileSync } from 'node:fs';
import { processEventTypes, type View } from '#event-sourcing';
import { declared } from '../../apps/composition/src/declared.js';
import { digestOf, life } from '../support/frozen-life.js';
import eventNames from './event-names.json' with { type: 'json' };
import ignoredEvents from './ignored-events.json' with { type: 'json' };
import viewRows from './view-rows.json' with { type: 'json' };

const views = declared.flatMap((context) => context.views);
const processes = declared.flatMap((context) => context.processes ?? []);
const upcasters = declared.flatMap((context) => context.upcasters ?? []);

/** Events by the kind of thing that they happen to: the folder of the domain that declares them. */
const eventsOf = (): ReadonlyMap<string, readonly string[]> => {
  const files = globSync('libs/*/src/domain/**/*events.ts');
  const found = files.flatMap((file) => {
    const category = file.split('/')[4]!;
    const types = [...readFileSync(file, 'utf8').matchAll(/Event<\s*'([A-Za-z]+)'/g)].map(([, type]) => type!);
    return types.map((type) => ({ category, type }));
  });
  const grouped = Map.groupBy(found, ({ category }) => category);
  return new Map([...grouped].map(([category, all]) => [category, all.map(({ type }) => type)]));
};

interface Follower {
  readonly name: string;
  readonly types: ReadonlySet<string> | undefined;
}

/** Events that somebody who follows a thing does not take, of all that happen to it. */
const passedOver = ({ types }: Follower): string[] => {
  const followed = [...eventsOf().values()].filter((all) => all.some((type) => types?.has(type)));
  return followed.flat().filter((type) => !types!.has(type));
};

const followers: readonly (Follower & { readonly what: string })[] = [
  ...views.map(({ name, types }) => ({ what: 'the view', name, types })),
  ...processes.map(({ name, types }) => ({ what: 'the process', name, types })),
];
const ignored: Readonly<Record<string, readonly string[]>> = ignoredEvents;

describe('whoever follows a thing', () => {
  it('takes every event of it or passes it over on purpose', () => {
    const unsaid = followers.flatMap((one) =>
      passedOver(one)
        .filter((type) => !ignored[one.name]?.includes(type))
        .map(
          (type) =>
            `${one.what} ${one.name} does nothing with ${type}: take it where it says name: '${one.name}', ` +
            `or write ${type} under "${one.name}" in test/architecture/ignored-events.json`,
        ),
    );
    expect(followers.length).toBeGreaterThan(25);
    expect(unsaid).toEqual([]);
  });

  it('passes over nothing that it takes, and nothing that is no longer there', () => {
    const names = new Set(followers.map(({ name }) => name));
    expect(Object.keys(ignored).filter((name) => !names.has(name))).toEqual([]);
    for (const one of followers)
      expect([one.name, ...(ignored[one.name] ?? [])].sort()).toEqual([one.name, ...passedOver(one)].sort());
  });
});

const frozen: Readonly<Record<string, { readonly version: number; readonly digest: string }>> = viewRows;

const written = ({ name, version }: View, digest: string): string =>
  `write "${name}": { "version": ${version}, "digest": "${digest}" } in test/architecture/view-rows.json`;

describe('the rows of a view', () => {
  const events = life(upcasters);

  it('are made of a life in which every type of event happens', () => {
    const happened = new Set(events.map(({ type }) => type));
    const ofProcesses = Object.keys(processEventTypes);
    const missing = eventNames.filter((name) => !happened.has(name) && !ofProcesses.includes(name));
    expect(missing.map((name) => `add an event ${name} to test/architecture/life.jsonl, at its end`)).toEqual([]);
  });

  it('change only with its version', () => {
    const changed = views.flatMap((view) => {
      const digest = digestOf(view, events);
      const before = frozen[view.name];
      if (before?.version === view.version && before.digest === digest) return [];
      return before?.version === view.version
        ? [`the view ${view.name} shows or finds other rows than its version ${view.version} did: raise its version`]
        : [`the view ${view.name}: ${written(view, digest)}`];
    });
    expect(views.length).toBeGreaterThan(20);
    expect(changed).toEqual([]);
  });

  it('are held of the views that there are', () => {
    expect(Object.keys(frozen).sort()).toEqual(views.map(({ name }) => name).sort());
  });
});
