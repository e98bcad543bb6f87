import { foldedName } from '#contracts';
import { type Engine, RuleBroken } from '#event-sourcing';
import { accountDecider, accountIdOf } from '../../domain/account/account.js';
import { IssueOneTimePassword } from '../../domain/account/passwords.js';
import { OpenAccount } from '../../domain/account/opening.js';
import { HoldPost } from '../../domain/person/appointment.js';
import { RegisterPerson } from '../../domain/person/registration.js';
import { RegisterUnit } from '../../domain/unit/unit.js';
import type { PersonRowBody, UnitRowBody } from '../bulk-bodies.js';
import { people } from '../../projections/people.js';
import { units as unitsView } from '../../projections/units.js';
import { type BulkRequest, RowCommands } from './bulk-request.js';
import type { RowRights } from './row-needs.js';

/** What a row comes to, before it is known whether it can be. */
export interface PlannedPerson {
  readonly commands: RowCommands;
  readonly personId: string;
  /** When the row opens one. */
  readonly accountId?: string;
  /** An account is asked for that is for somebody else to open. */
  readonly accountLeft: boolean;
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
    const rows = await this.engine.lookup.rows(unitsView, { folded, dissolved: 0 });
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
  throw new RuleBroken('person.same-name', { field: 'name', name, row: other });
};

const mustBeTogether = (row: PersonRowBody, ...fields: (keyof PersonRowBody)[]): boolean => {
  const missing = fields.filter((field) => row[field] === undefined);
  if (missing.length > 0 && missing.length < fields.length) throw new RuleBroken('people.row-incomplete', { missing });
  return missing.length === 0;
};

/** Who is registered under the number, or else alone under the name. */
const registeredPerson = async (engine: Engine, { name, staffNumber }: PersonRowBody): Promise<string> => {
  const where = staffNumber ? { staffNumber: foldedName(staffNumber), merged: 0 } : { folded: foldedName(name) };
  const found = await engine.lookup.rows(people, where);
  const [person, ...others] = found.filter((one) => foldedName(one.name) === foldedName(name));
  if (!person) throw new RuleBroken('person.unknown', { field: 'name', name, staffNumber });
  if (others.length > 0) {
    const candidates = found.map(({ id, name: called, staffNumber: number }) => ({
      id,
      name: called,
      staffNumber: number,
    }));
    throw new RuleBroken('person.needs-staff-number', { field: 'staffNumber', name, candidates });
  }
  return person.id;
};

export interface PersonAt {
  readonly at: number;
  readonly row: PersonRowBody;
  /** Rows before it, by folded name. */
  readonly before: Map<string, number>;
}

/** How the rows of one request are taken. */
export interface Terms {
  readonly engine: Engine;
  readonly request: BulkRequest;
  readonly names: UnitNames;
  readonly rights: RowRights;
  readonly registered: boolean;
  /** Since when a post is held whose row does not say it; rows of JSON have to. */
  readonly from?: string;
  /** A row whose account is for somebody else is refused, not taken without it. */
  readonly allOrNothing: boolean;
}

const newPerson = async (terms: Terms, { at, row, before }: PersonAt, commands: RowCommands): Promise<string> => {
  const { name, staffNumber, distinct, unit, post } = row;
  const from = row.from ?? (unit && post ? terms.from : undefined);
  terms.rights.mustBeYours('RegisterPerson', 'name');
  mustBeAnother(row, before);
  const isPosted = mustBeTogether({ ...row, from }, 'unit', 'post', 'from');
  const id = commands.idOf('person');
  commands.add(RegisterPerson, { id, name, staffNumber, distinct });
  if (isPosted) commands.add(HoldPost, { id, unitId: await terms.names.idOf(unit!), post, from });
  before.set(foldedName(name), at);
  return id;
};

/** Of an account that is there already, nobody's password is set anew. */
const newAccount = async ({ engine }: Terms, row: PersonRowBody, personId: string, commands: RowCommands) => {
  const { login, roles } = row;
  const id = accountIdOf(login!, engine.digest);
  const { state } = await engine.lookup.state(accountDecider, id);
  commands.add(OpenAccount, { id, login, personId, roles });
  if (state?.personId !== personId) commands.add(IssueOneTimePassword, { id });
  return id;
};

export const planPerson = async (terms: Terms, place: PersonAt): Promise<PlannedPerson> => {
  const { engine, request, rights, registered, allOrNothing } = terms;
  const { at, row } = place;
  const commands = new RowCommands(engine, request, `row/${at}`, registered ? { ...row, registered } : row);
  const hasAccount = mustBeTogether(row, 'login', 'roles');
  const personId = registered ? await registeredPerson(engine, row) : await newPerson(terms, place, commands);
  if (!hasAccount) return { commands, personId, accountLeft: false };
  // Whoever only opens accounts has nothing else to do here.
  if (allOrNothing || registered) rights.mustBeYours('OpenAccount', 'login');
  if (!rights.of('OpenAccount').yours) return { commands, personId, accountLeft: true };
  return { commands, personId, accountId: await newAccount(terms, row, personId, commands), accountLeft: false };
};
