import { foldedName } from '#contracts';
import type { Engine, View } from '#event-sourcing';
import { people, type PersonRow, units, type UnitRow } from '#identity';
import type { Recognised } from './recognise.js';
import type { KnownNames, KnownPerson, KnownUnit } from './import-request.js';

/** Names a query takes at once. */
const CHUNK = 200;
const PAGE = 500;

const rowsNamed = async <Row>(engine: Engine, view: View<Row>, names: readonly string[]): Promise<Row[]> => {
  const rows: Row[] = [];
  const folded = [...new Set(names.map(foldedName))];
  for (let at = 0; at < folded.length; at += CHUNK) {
    const where = { folded: folded.slice(at, at + CHUNK) };
    let cursor: string | undefined;
    do {
      const page = await engine.reader.list(view, { where, sort: { column: 'name' }, limit: PAGE, cursor });
      rows.push(...page.rows.map(({ row }) => row));
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return rows;
};

const byName = <Row extends { readonly name: string }, Known>(rows: readonly Row[], of: (row: Row) => Known) => {
  const known = new Map<string, Known[]>();
  for (const row of rows) {
    const name = foldedName(row.name);
    known.set(name, [...(known.get(name) ?? []), of(row)]);
  }
  return known;
};

const knownUnit = ({ id, dissolved }: UnitRow): KnownUnit => ({ id, dissolved });
const knownPerson = ({ id, posts }: PersonRow): KnownPerson => ({ id, unitIds: posts.map(({ unit }) => unit.id) });

/** Who and what of the file is registered at the store's head. */
export const knownNames = async (engine: Engine, recognised: Recognised): Promise<KnownNames> => {
  if (recognised.kind === 'report') return { units: new Map(), people: new Map() };
  const { reading } = recognised;
  const inTasks = reading.tasks.flatMap(({ leader }) => leader ?? []);
  const persons = [...new Set([...reading.people.map(({ name }) => name), ...inTasks])];
  await engine.seen([units, people], await engine.store.head());
  return {
    units: byName(await rowsNamed(engine, units, reading.units), knownUnit),
    people: byName(await rowsNamed(engine, people, persons), knownPerson),
  };
};
