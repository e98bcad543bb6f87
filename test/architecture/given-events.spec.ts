import { globSync, readFileSync } from 'node:fs';
import { eventsGivenBy } from '#event-sourcing/testing';
import { declared } from '../../apps/composition/src/declared.js';

const specs = globSync('libs/*/src/**/*.spec.ts').filter(
  (file) => !file.includes('/testing/') && readFileSync(file, 'utf8').includes('givenDecider('),
);
// Their tests run here once more, together: each alone knows only what itself has decided.
for (const file of specs) await import(`../../${file}`);

const named = declared
  .flatMap(({ deciders }) => deciders)
  .flatMap(({ decisions }) => decisions.flatMap(({ command, gives }) => gives.map((type) => ({ command, type }))));

describe('the events that decisions name', () => {
  it('are each given in some spec', () => {
    expect(specs.length).toBeGreaterThan(30);
    expect(named.length).toBeGreaterThan(130);
    const never = named.filter(({ command, type }) => !eventsGivenBy(command).has(type));
    expect(
      never.map(
        ({ command, type }) =>
          `${command.name} gives ${type} in no spec: write given(…).when(commanded(${command.name}, …)).thenEvents(…) ` +
          `with it, or take it out of on(${command.name}, …)`,
      ),
    ).toEqual([]);
  });
});
