import { catalogue, type Described } from '../../apps/server/src/observing/catalogue.js';

const labelled = ({ name, labelNames }: Described): string =>
  labelNames.length === 0 ? `\`${name}\`` : `\`${name}{${labelNames.join(',')}}\``;

/** The table of docs/operations.md, from what the program registers. */
export const metricsTable = (): string =>
  [
    '| metric | type | unit | meaning |',
    '| --- | --- | --- | --- |',
    ...Object.values<Described>(catalogue).map(
      (described) => `| ${labelled(described)} | ${described.type} | ${described.unit} | ${described.help} |`,
    ),
  ].join('\n');
