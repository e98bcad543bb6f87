import { manual } from '../../apps/server/src/variables.js';

/** The table of docs/operations.md, from the program's own schema. */
export const variablesTable = (): string =>
  [
    '| variable | unit | default | range | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...manual.map(
      ({ name, unit, fallback, range, meaning }) =>
        `| \`${name}\` | ${unit} | ${fallback === '' ? '(see meaning)' : `\`${fallback}\``} | ${range} | ${meaning} |`,
    ),
  ].join('\n');
