import type { CatalogueEntry } from '../../apps/server/src/event-catalogue.js';

const whoOf = (roles: CatalogueEntry['by'][number]['roles']): string =>
  typeof roles === 'string' ? roles : roles.length === 0 ? 'the program' : roles.join(', ');

/** docs/events.md, from the program's own catalogue. */
export const eventsDocument = (catalogue: readonly CatalogueEntry[]): string =>
  [
    '# Types of events',
    '',
    'Everything that is ever stored, by context and in the order of a life. Names are for ever. The same list is answered by',
    '`GET /api/v1/event-types`. `npm run docs` writes this file; a test holds it against the code.',
    '',
    ...Object.entries(Object.groupBy(catalogue, ({ context }) => context)).flatMap(([context, entries]) => [
      `## ${context}`,
      '',
      '| type | version | 含义 | meaning | caused by | given by |',
      '| --- | --- | --- | --- | --- | --- |',
      ...entries!.map(
        ({ type, schemaVersion, zh, en, by }) =>
          `| ${type} | ${schemaVersion} | ${zh} | ${en} | ${by.map(({ command }) => command).join(', ')} | ${[
            ...new Set(by.map(({ roles }) => whoOf(roles))),
          ].join('; ')} |`,
      ),
      '',
    ]),
  ].join('\n');
