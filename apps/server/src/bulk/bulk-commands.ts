import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ProblemTexts } from '#contracts';
import { bulkDecider, type BulkRow, isKept, RecordBulk } from '#audit';
import { type Actor, canonical, type Command, Engine, KeyReused, RuleBroken, StaleVersion } from '#event-sourcing';
import { BadShape, newId, placeOf, PROBLEMS, refusedTogether, type SentRows, sheetTold } from '#event-sourcing-nest';
import type { BulkRowTold, BulkTold } from './bulk-told.js';

export interface Asked {
  readonly act: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly key?: string;
  readonly sent: SentRows;
  /** What the rows are of, where the body says it once for all. */
  readonly of?: string;
  readonly allOrNothing: boolean;
  readonly dryRun: boolean;
  /** Reads one row as a command of its own; throws what is wrong with it. */
  readonly read: (at: number, commandId: string) => Promise<Command>;
}

interface Row {
  readonly id?: string;
  readonly command?: Command;
  readonly refusal?: BulkRow;
}

const refusalOf = (error: unknown): BulkRow => {
  if (error instanceof BadShape) return { code: 'request.bad-shape', errors: error.errors };
  if (error instanceof StaleVersion) {
    const { expected, actual } = error;
    return { code: 'version.stale', details: { expected, actual } };
  }
  if (error instanceof RuleBroken) return { code: error.code, details: error.details };
  throw error;
};

const fieldIn = ({ details, errors }: Pick<BulkRow, 'details' | 'errors'>): string | undefined => {
  const named = errors?.[0]?.field ?? details?.['field'];
  return typeof named === 'string' ? named : undefined;
};

/** Many commands of one request: judged row by row, stored as one, and answered again as they were. */
@Injectable()
export class BulkCommands {
  constructor(
    private readonly engine: Engine,
    @Inject(PROBLEMS) private readonly problems: ProblemTexts,
  ) {}

  async take(asked: Asked): Promise<BulkTold> {
    const { sent, allOrNothing, dryRun } = asked;
    const { commandId, hash } = this.#identified(asked);
    const before = await this.engine.lookup.state(bulkDecider, commandId);
    if (before.state.taken) {
      if (before.state.taken.hash !== hash) throw new KeyReused(commandId);
      return this.#told(asked, before.state.taken.rows, { commandId, position: before.position, repeated: true });
    }
    const rows = await this.#consistent(await this.#read(asked, commandId));
    const outcome = rows.map(({ id, refusal }): BulkRow => ({ id, ...refusal }));
    if (dryRun) return this.#rehearsed(asked, outcome);
    if (allOrNothing && rows.some(({ refusal }) => refusal)) {
      const refused = outcome.map((one, at) => this.#rowTold(sent, one, at)).filter(({ taken }) => !taken);
      throw new RuleBroken('bulk.rows-refused', { refused: refused.length, of: rows.length, rows: refused });
    }
    const keyed = asked.key !== undefined;
    if (!isKept({ rows: outcome, keyed })) return this.#told(asked, outcome, { repeated: false });
    const position = await this.#store(asked, rows, { commandId, hash, outcome });
    return this.#told(asked, outcome, { commandId, position, repeated: false });
  }

  #identified({ act, actor, key, sent, of, allOrNothing, dryRun }: Asked): { commandId: string; hash: string } {
    const commandId = key === undefined || dryRun ? newId() : this.engine.uuid(`bulk\n${actor.id}\n${key}`);
    const said = [act, allOrNothing, sent.rows, ...(of === undefined ? [] : [of])];
    return { commandId, hash: createHash('sha256').update(canonical(said)).digest('hex') };
  }

  /** Each row by itself first: most that is wrong is wrong alone. */
  async #read({ sent, read }: Asked, commandId: string): Promise<Row[]> {
    const found: Row[] = [];
    for (const [at, body] of sent.rows.entries()) {
      // A sheet names a thing by its number, which is no id.
      const known = typeof body['id'] === 'string' && !sent.sheet ? { id: body['id'] } : {};
      try {
        const command = Object.assign(await read(at, commandId), { causationId: commandId });
        await this.engine.rehearse([command]);
        found.push({ id: command.id, command });
      } catch (error) {
        found.push({ ...known, refusal: refusalOf(error) });
      }
    }
    return found;
  }

  /** What is refused only beside the rows before it, such as the second of two for one thing. */
  async #consistent(rows: readonly Row[]): Promise<Row[]> {
    const refusals = await refusedTogether(
      this.engine,
      rows.map(({ command }) => (command ? [command] : [])),
    );
    return rows.map((row, at) => (refusals.has(at) ? { id: row.id, refusal: refusalOf(refusals.get(at)) } : row));
  }

  async #store(
    { act, actor, key, correlationId }: Asked,
    rows: readonly Row[],
    { commandId, hash, outcome }: { commandId: string; hash: string; outcome: readonly BulkRow[] },
  ): Promise<string> {
    const issuedAt = this.engine.clock.now();
    const rim = { id: commandId, actor, issuedAt, commandId, commandHash: hash, correlationId };
    const record = Object.assign(new RecordBulk(), rim, { act, hash, rows: outcome, keyed: key !== undefined });
    const receipts = await this.engine.executeAll([...rows.flatMap(({ command }) => command ?? []), record]);
    return receipts.at(-1)!.position;
  }

  #rehearsed({ sent, allOrNothing }: Asked, outcome: readonly BulkRow[]): BulkTold {
    const rows = outcome.map((one, at) => this.#rowTold(sent, one, at));
    const refused = rows.filter(({ taken }) => !taken).length;
    const taken = allOrNothing && refused > 0 ? 0 : rows.length - refused;
    return { dryRun: true, taken, refused, rows, repeated: false, ...sheetTold(sent) };
  }

  #told(
    { sent }: Asked,
    outcome: readonly BulkRow[],
    at: Pick<BulkTold, 'commandId' | 'position' | 'repeated'>,
  ): BulkTold {
    const rows = outcome.map((one, i) => this.#rowTold(sent, one, i));
    const taken = rows.filter((one) => one.taken).length;
    return { taken, refused: rows.length - taken, rows, ...at, ...sheetTold(sent) };
  }

  #rowTold(sent: SentRows, { id, code, details, errors }: BulkRow, at: number): BulkRowTold {
    const row = { row: at + 1, ...placeOf(sent, at) };
    if (code === undefined) return { ...row, id, taken: true };
    const { zh = code, en = code } = this.problems[code] ?? {};
    const field = fieldIn({ details, errors });
    return { ...row, ...placeOf(sent, at, field), id, taken: false, code, details, field, why: { zh, en }, errors };
  }
}
