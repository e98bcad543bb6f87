import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { eventCatalogue } from '../../apps/server/src/event-catalogue.js';
import { storedShapes } from '../architecture/stored-shapes.mjs';
import { declared } from '../../apps/composition/src/declared.js';
import { eventsDocument } from './events-document.js';
import { type FrozenShapes, withAdded } from './frozen-shapes.js';
import { metricsTable } from './metrics-table.js';
import { variablesTable } from './variables-table.js';

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
const withTable = (text: string, name: string, table: string): string =>
  text.replace(
    new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`),
    (_, begin: string, end: string) => `${begin}\n\n${table}\n\n${end}`,
  );

const OPERATIONS = 'docs/operations.md';
const tables = { variables: variablesTable(), metrics: metricsTable() };
const operations = Object.entries(tables).reduce(
  (text, [name, table]) => withTable(text, name, table),
  readFileSync(OPERATIONS, 'utf8'),
);

writeFileSync(OPERATIONS, operations);
const catalogue = eventCatalogue(declared);
writeFileSync('docs/events.md', eventsDocument(catalogue));

const SHAPES = 'test/architecture/stored-shapes.json';
const frozen = JSON.parse(readFileSync(SHAPES, 'utf8')) as FrozenShapes;
const shapes = withAdded(frozen, storedShapes(), catalogue);
writeFileSync(SHAPES, `${JSON.stringify(shapes, undefined, 2)}\n`);
