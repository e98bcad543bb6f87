import { foldedName } from '#contracts';
import { type Engine, RuleBroken } from '#event-sourcing';
import { accountIdOf } from '../../domain/account/account.js';
import { IssueOneTimePassword, OpenAccount } from '../../domain/account/commands.js';
import { HoldPost, RegisterPerson } from '../../domain/person/commands.js';
import { RegisterUnit } from '../../domain/unit/commands.js';
import type { PersonRowBody, UnitRowBody } from '../bulk-bodies.js';
import { units as unitsView } from '../../projections/units.js';
import { type BulkRequest, RowCommands } from './bulk-request.js';

/** What a row comes to, before it is known whether it can be. */
export interface PlannedPerson {
  readonly commands: RowCommands;
  readonly personId: string;
  readonly accountId?: string;
}

/** Ids of units by name, those of this request and those registered already. */
export class UnitNames {
  readonly #ids = new Map<string, string>();

  constructor(private readonly engine: Engine) {}

  add(name: string, id: string): void {
    if (this.#ids.has(foldedName(name))) throw new RuleBroken('unit.same-name', { name });
    this.#ids.set(foldedName(name), id);
  }

  /** Throws for a name that no unit has, or more than one. */
  async idOf(name: string): Promise<string> {
    const folded = foldedName(name);
    const here = this.#ids.get(folded);
    if (here !== undefined) return here;
    const rows = await this.engine.lookup.kept(unitsView, { folded, dissolved: 0 });
    if (rows.length > 1) throw new RuleBroken('unit.same-name', { name, candidates: rows.map(({ id }) => id) });
    const [row] = rows;
    if (!row) throw new RuleBroken('unit.unknown', { name });
    return row.id;
  }
}

export const planUnit = async (
  engine: Engine,
  request: BulkRequest,
  names: UnitNames,
  { at, row }: { at: number; row: UnitRowBody },
): Promise<RowCommands> => {
  const commands = new RowCommands(engine, request, `unit/${at}`, row);
  const id = commands.idOf('unit');
  const { name, parent } = row;
  const parentId = parent === undefined ? undefined : await names.idOf(parent);
  names.add(name, id);
  commands.add(RegisterUnit, { id, name, parentId });
  return commands;
};

/** Two rows of one name are one person twice, unless both have a number and the later one says that it is another. */
const mustBeAnother = ({ name, distinct, staffNumber }: PersonRowBody, before: Map<string, number>): void => {
  const other = before.get(foldedName(name));
  if (other === undefined || (distinct && staffNumber)) return;
  throw new RuleBroken('person.same-name', { name, row: other });
};

const mustBeTogether = (row: PersonRowBody, ...fields: (keyof PersonRowBody)[]): boolean => {
  const missing = fields.filter((field) => row[field] === undefined);
  if (missing.length > 0 && missing.length < fields.length) throw new RuleBroken('people.row-incomplete', { missing });
  return missing.length === 0;
};

export interface PersonAt {
  readonly at: number;
  readonly row: PersonRowBody;
  /** Rows before it, by folded name. */
  readonly before: Map<string, number>;
}

export const planPerson = async (
  engine: Engine,
  request: BulkRequest,
  names: UnitNames,
  { at, row, before }: PersonAt,
): Promise<PlannedPerson> => {
  const { name, staffNumber, distinct, unit, post, from, login, roles } = row;
  mustBeAnother(row, before);
  const [isPosted, hasAccount] = [mustBeTogether(row, 'unit', 'post', 'from'), mustBeTogether(row, 'login', 'roles')];
  const commands = new RowCommands(engine, request, `row/${at}`, row);
  const personId = commands.idOf('person');
  commands.add(RegisterPerson, { id: personId, name, staffNumber, distinct });
  if (isPosted) commands.add(HoldPost, { id: personId, unitId: await names.idOf(unit!), post, from });
  before.set(foldedName(name), at);
  if (!hasAccount) return { commands, personId };
  const accountId = accountIdOf(login!, engine.digest);
  commands.add(OpenAccount, { id: accountId, login, personId, roles });
  commands.add(IssueOneTimePassword, { id: accountId });
  return { commands, personId, accountId };
};
