import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ReadSheet } from '#contracts';
import { AuthorityMoved, type Command, dateOf, type Engine, type Receipt, RuleBroken } from '#event-sourcing';
import { fieldErrors, placeOf, refusedTogether, type SentRows, sentRows, sheetTold } from '#event-sourcing-nest';
import { MOST_ROWS, PersonRowBody, type RegisterPeople, UnitRowBody } from '../bulk-bodies.js';
import type { Passwords } from '../../sign-in/passwords.js';
import { type BulkRequest, faultOf, type RowCommands, type RowFault } from './bulk-request.js';
import { peopleColumns } from './people-columns.js';
import { planPerson, type PlannedPerson, planUnit, type Terms, UnitNames } from './people-plan.js';
import { counted, type PeopleRegistered, type PersonOutcome, refusedRows } from './people-told.js';
import { type RowNeed, RowRights } from './row-needs.js';

interface Considered {
  readonly row: number;
  readonly line?: number;
  readonly name?: string;
  readonly needs?: readonly RowNeed[];
  readonly planned?: PlannedPerson;
  readonly faults: readonly RowFault[];
}

interface Unit {
  readonly commands: RowCommands;
  readonly id: string;
  readonly name: string;
}

const MISSHAPEN = 'request.bad-shape';

const shapeFaults = (type: new () => object, row: object): RowFault[] => {
  const errors = validateSync(plainToInstance(type, row), { whitelist: true, forbidNonWhitelisted: true });
  return fieldErrors(errors).map(({ field, message }) => ({ field, code: MISSHAPEN, message }));
};

const commandsOf = ({ faults, planned }: Considered): readonly Command[] =>
  faults.length === 0 && planned ? planned.commands.list : [];

/**
 * Registers many people with their units, posts and accounts under one key; each row is told what became of it. The
 * server's other bulk acts are one command a row, stored together and answered again from their record. Here a row is
 * several commands, the rows that were wrong may come again under the same key, and a password that is told once must
 * stand in no record: what is shared is how rows come in and how they are judged beside one another.
 */
export class PeopleRegistration {
  constructor(
    private readonly engine: Engine,
    private readonly passwords: Passwords,
    private readonly readSheet: ReadSheet,
  ) {}

  async register(body: RegisterPeople, request: BulkRequest): Promise<PeopleRegistered> {
    const { dryRun, allOrNothing } = body;
    const sent = await sentRows(body, { readSheet: this.readSheet, columns: peopleColumns, mostRows: MOST_ROWS });
    const terms = await this.#terms(body, request, sent);
    const units = await this.#units(body.units ?? [], terms);
    const unitCommands = units.flatMap(({ commands }) => commands.list);
    const rows = await this.#considered(sent, terms, unitCommands);
    const wrong = rows.filter(({ faults }) => faults.length > 0);
    if (dryRun) return this.#rehearsed(rows, allOrNothing && wrong.length > 0, sent);
    if (allOrNothing && wrong.length > 0) throw refusedRows(wrong);
    await this.#store(unitCommands);
    const outcomes = await this.#stored(rows, allOrNothing);
    return {
      units: units.map(({ id, name }, i) => ({ row: i + 1, name, id })),
      rows: outcomes,
      ...counted(outcomes),
      ...sheetTold(sent),
    };
  }

  async #terms(body: RegisterPeople, request: BulkRequest, { sheet }: SentRows): Promise<Terms> {
    const { engine } = this;
    const { registered, allOrNothing } = body;
    const from = body.from ?? (sheet ? dateOf(engine.clock.now()) : undefined);
    const rights = await RowRights.now(engine, request);
    return { engine, request, rights, registered, allOrNothing, from, names: new UnitNames(engine) };
  }

  /** People stand in units: when one of these is wrong, nothing of the request is stored. */
  async #units(rows: readonly object[], { names, request, rights }: Terms): Promise<Unit[]> {
    const planned: Unit[] = [];
    for (const [i, row] of rows.entries()) {
      const faults = shapeFaults(UnitRowBody, row);
      if (faults.length > 0) throw refusedRows([{ row: i + 1, faults }], 'units');
      const unit = row as UnitRowBody;
      try {
        rights.mustBeYours('RegisterPerson', 'name');
        const commands = await planUnit(this.engine, request, names, { at: i, row: unit });
        await this.engine.rehearse([...planned.flatMap((one) => one.commands.list), ...commands.list]);
        planned.push({ commands, id: commands.idOf('unit'), name: unit.name });
      } catch (error) {
        throw refusedRows([{ row: i + 1, faults: [faultOf(error)] }], 'units');
      }
    }
    return planned;
  }

  /** Each row alone, then beside those before it. */
  async #considered(sent: SentRows, terms: Terms, unitCommands: readonly Command[]): Promise<Considered[]> {
    const before = new Map<string, number>();
    const alone: Considered[] = [];
    for (const [i, body] of sent.rows.entries())
      alone.push(await this.#alone(i, body, { terms, before, unitCommands }));
    const refusals = await refusedTogether(this.engine, alone.map(commandsOf), unitCommands);
    return alone.map((row, i) => {
      const faults = refusals.has(i) ? [faultOf(refusals.get(i))] : row.faults;
      const placed = faults.map((fault) => ({ ...fault, column: placeOf(sent, i, fault.field).column }));
      return { ...row, line: placeOf(sent, i).line, faults: placed };
    });
  }

  async #alone(
    i: number,
    body: Readonly<Record<string, unknown>>,
    { terms, before, unitCommands }: { terms: Terms; before: Map<string, number>; unitCommands: readonly Command[] },
  ): Promise<Considered> {
    const name = typeof body['name'] === 'string' ? body['name'] : undefined;
    const told = { row: i + 1, name };
    const faults = shapeFaults(PersonRowBody, body);
    if (faults.length > 0) return { ...told, faults };
    const row = body as unknown as PersonRowBody;
    const needs = terms.rights.needsOf(row, terms.registered);
    try {
      const planned = await planPerson(terms, { at: i + 1, row, before });
      await this.engine.rehearse([...unitCommands, ...planned.commands.list]);
      return { ...told, needs, planned, faults: [] };
    } catch (error) {
      return { ...told, needs, faults: [faultOf(error)] };
    }
  }

  #rehearsed(rows: readonly Considered[], refusesAll: boolean, sent: SentRows): PeopleRegistered {
    const outcomes = rows.map((row): PersonOutcome => {
      const { planned: _, ...told } = row;
      return { ...told, outcome: row.faults.length > 0 ? 'refused' : outcomeOf(row, commandsOf(row).length > 0) };
    });
    const { stored, refused } = counted(outcomes);
    return { dryRun: true, units: [], rows: outcomes, stored: refusesAll ? 0 : stored, refused, ...sheetTold(sent) };
  }

  async #stored(rows: readonly Considered[], together: boolean): Promise<PersonOutcome[]> {
    if (!together) {
      const outcomes: PersonOutcome[] = [];
      for (const row of rows) outcomes.push(await this.#storedAlone(row));
      return outcomes;
    }
    const receipts = await this.#store(rows.flatMap(commandsOf));
    return Promise.all(rows.map((row) => this.#told(row, receipts)));
  }

  async #storedAlone(row: Considered): Promise<PersonOutcome> {
    const { planned, ...told } = row;
    if (row.faults.length > 0 || !planned) return { ...told, outcome: 'refused' };
    try {
      return await this.#told(row, await this.#store(planned.commands.list));
    } catch (error) {
      return { ...told, outcome: 'refused', faults: [faultOf(error)] };
    }
  }

  async #told(row: Considered, receipts: readonly Receipt[]): Promise<PersonOutcome> {
    const { planned, ...rest } = row;
    const { commands, personId, accountId } = planned!;
    const own = new Set(commands.list.map(({ commandId }) => commandId));
    const of = receipts.filter(({ commandId }) => own.has(commandId));
    const told = { ...rest, personId, accountId };
    if (of.length > 0 && of.every(({ repeated }) => repeated)) return { ...told, outcome: 'repeated' };
    const outcome = outcomeOf(
      row,
      of.some(({ events }) => events.length > 0),
    );
    if (accountId === undefined || outcome === 'nothing') return { ...told, outcome };
    return { ...told, outcome, oneTimePassword: await this.passwords.setOneTime(accountId) };
  }

  async #store(commands: readonly Command[]): Promise<readonly Receipt[]> {
    if (commands.length === 0) return [];
    return this.engine.executeAll(commands).catch((error: unknown) => {
      if (error instanceof AuthorityMoved) throw new RuleBroken('rights.moved');
      throw error;
    });
  }
}

const outcomeOf = ({ planned }: Considered, changes: boolean): PersonOutcome['outcome'] =>
  !changes ? 'nothing' : planned?.accountLeft ? 'registered' : 'stored';
