import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { AuthorityMoved, type Command, type Engine, type Receipt, RuleBroken } from '#event-sourcing';
import { fieldErrors } from '#event-sourcing-nest';
import { PersonRowBody, type RegisterPeople, UnitRowBody } from '../bulk-bodies.js';
import type { Passwords } from '../../sign-in/passwords.js';
import { type BulkRequest, faultOf, type RowCommands, type RowFault } from './bulk-request.js';
import { planPerson, type PlannedPerson, planUnit, UnitNames } from './people-plan.js';

export interface PersonOutcome {
  /** From 1, as in the request. */
  readonly row: number;
  readonly name?: string;
  /** `repeated`: this very request stored it before, and its password was shown then. */
  readonly outcome: 'stored' | 'repeated' | 'refused';
  readonly personId?: string;
  readonly accountId?: string;
  /** Shown this once. */
  readonly oneTimePassword?: string;
  readonly faults: readonly RowFault[];
}

export interface PeopleRegistered {
  readonly units: readonly { readonly row: number; readonly name: string; readonly id: string }[];
  readonly rows: readonly PersonOutcome[];
  readonly stored: number;
  readonly refused: number;
}

interface Considered {
  readonly row: number;
  readonly name?: string;
  readonly planned?: PlannedPerson;
  readonly faults: readonly RowFault[];
}

const MISSHAPEN = 'request.bad-shape';

const shapeFaults = (type: new () => object, row: object): RowFault[] => {
  const errors = validateSync(plainToInstance(type, row), { whitelist: true, forbidNonWhitelisted: true });
  return fieldErrors(errors).map(({ field, message }) => ({ field, code: MISSHAPEN, message }));
};

/** Registers many people with their units, posts and accounts under one key; each row is told what became of it. */
export class PeopleRegistration {
  constructor(
    private readonly engine: Engine,
    private readonly passwords: Passwords,
  ) {}

  async register(body: RegisterPeople, request: BulkRequest): Promise<PeopleRegistered> {
    const names = new UnitNames(this.engine);
    const units = await this.#units(body.units ?? [], names, request);
    const unitCommands = units.flatMap(({ commands }) => commands.list);
    const rows = await this.#considered(body.rows, names, { request, unitCommands });
    const wrong = rows.filter(({ faults }) => faults.length > 0);
    if (body.allOrNothing && wrong.length > 0) throw refusedRows(wrong);
    await this.#store(unitCommands);
    const outcomes = await this.#stored(rows, body.allOrNothing ?? false);
    const refused = outcomes.filter(({ outcome }) => outcome === 'refused').length;
    return {
      units: units.map(({ id, name }, i) => ({ row: i + 1, name, id })),
      rows: outcomes,
      stored: outcomes.length - refused,
      refused,
    };
  }

  /** People stand in units: when one of these is wrong, nothing of the request is stored. */
  async #units(rows: readonly object[], names: UnitNames, request: BulkRequest) {
    const planned: { commands: RowCommands; id: string; name: string }[] = [];
    for (const [i, row] of rows.entries()) {
      const faults = shapeFaults(UnitRowBody, row);
      if (faults.length > 0) throw refusedRows([{ row: i + 1, faults }], 'units');
      const unit = row as UnitRowBody;
      try {
        const commands = await planUnit(this.engine, request, names, { at: i, row: unit });
        await this.engine.rehearse([...planned.flatMap((one) => one.commands.list), ...commands.list]);
        planned.push({ commands, id: commands.idOf('unit'), name: unit.name });
      } catch (error) {
        throw refusedRows([{ row: i + 1, faults: [faultOf(error)] }], 'units');
      }
    }
    return planned;
  }

  async #considered(
    rows: readonly object[],
    names: UnitNames,
    { request, unitCommands }: { request: BulkRequest; unitCommands: readonly Command[] },
  ): Promise<Considered[]> {
    const before = new Map<string, number>();
    const considered: Considered[] = [];
    for (const [i, body] of rows.entries()) {
      const { name } = body as { name?: string };
      const faults = shapeFaults(PersonRowBody, body);
      if (faults.length > 0) {
        considered.push({ row: i + 1, name, faults });
        continue;
      }
      try {
        const row = body as PersonRowBody;
        const planned = await planPerson(this.engine, request, names, { at: i + 1, row, before });
        await this.engine.rehearse([...unitCommands, ...planned.commands.list]);
        considered.push({ row: i + 1, name, planned, faults: [] });
      } catch (error) {
        considered.push({ row: i + 1, name, faults: [faultOf(error)] });
      }
    }
    return considered;
  }

  async #stored(rows: readonly Considered[], together: boolean): Promise<PersonOutcome[]> {
    if (!together) {
      const outcomes: PersonOutcome[] = [];
      for (const row of rows) outcomes.push(await this.#storedAlone(row));
      return outcomes;
    }
    const receipts = await this.#store(rows.flatMap(({ planned }) => planned?.commands.list ?? []));
    return Promise.all(rows.map((row) => this.#told(row, receipts)));
  }

  async #storedAlone(row: Considered): Promise<PersonOutcome> {
    if (!row.planned) return { row: row.row, name: row.name, outcome: 'refused', faults: row.faults };
    try {
      return await this.#told(row, await this.#store(row.planned.commands.list));
    } catch (error) {
      return { row: row.row, name: row.name, outcome: 'refused', faults: [faultOf(error)] };
    }
  }

  async #told({ row, name, planned }: Considered, receipts: readonly Receipt[]): Promise<PersonOutcome> {
    const { commands, personId, accountId } = planned!;
    const own = new Set(commands.list.map(({ commandId }) => commandId));
    const isRepeated = receipts.filter(({ commandId }) => own.has(commandId)).every(({ repeated }) => repeated);
    const told = { row, name, personId, accountId, faults: [] };
    if (isRepeated) return { ...told, outcome: 'repeated' };
    if (accountId === undefined) return { ...told, outcome: 'stored' };
    return { ...told, outcome: 'stored', oneTimePassword: await this.passwords.setOneTime(accountId) };
  }

  async #store(commands: readonly Command[]): Promise<readonly Receipt[]> {
    if (commands.length === 0) return [];
    return this.engine.executeAll(commands).catch((error: unknown) => {
      if (error instanceof AuthorityMoved) throw new RuleBroken('rights.moved');
      throw error;
    });
  }
}

const refusedRows = (wrong: readonly Pick<Considered, 'row' | 'faults'>[], list = 'rows'): RuleBroken =>
  new RuleBroken('people.rows-refused', {
    rows: wrong.flatMap(({ row, faults }) => faults.map((fault) => ({ list, row, ...fault }))),
  });
