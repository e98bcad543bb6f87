import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ProblemTexts } from '#contracts';
import { bulkDecider, type BulkRow, RecordBulk } from '#audit';
import { type Actor, canonical, type Command, Engine, KeyReused, RuleBroken, StaleVersion } from '#event-sourcing';
import { BadShape, newId, PROBLEMS } from '#event-sourcing-nest';
import type { BulkRowTold, BulkTold } from './bulk-told.js';

export interface Asked {
  readonly act: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly key?: string;
  readonly rows: readonly unknown[];
  readonly allOrNothing: boolean;
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
    const { act, actor, key, rows: bodies, allOrNothing } = asked;
    const commandId = key === undefined ? newId() : this.engine.uuid(`bulk\n${actor.id}\n${key}`);
    const hash = createHash('sha256')
      .update(canonical([act, allOrNothing, bodies]))
      .digest('hex');
    const before = await this.engine.lookup.state(bulkDecider, commandId);
    if (before.state.taken) {
      if (before.state.taken.hash !== hash) throw new KeyReused(commandId);
      return this.#told(commandId, before.state.taken.rows, { position: before.position, repeated: true });
    }
    const rows = await this.#consistent(await this.#read(asked, commandId));
    const outcome = rows.map(({ id, refusal }): BulkRow => ({ id, ...refusal }));
    if (allOrNothing && rows.some(({ refusal }) => refusal)) {
      const refused = outcome.map((one, at) => this.#rowTold(one, at)).filter(({ taken }) => !taken);
      throw new RuleBroken('bulk.rows-refused', { refused: refused.length, of: rows.length, rows: refused });
    }
    const position = await this.#store(asked, rows, { commandId, hash, outcome });
    return this.#told(commandId, outcome, { position, repeated: false });
  }

  /** Each row by itself first: most that is wrong is wrong alone. */
  async #read({ rows, read }: Asked, commandId: string): Promise<Row[]> {
    const found: Row[] = [];
    for (const [at, body] of rows.entries()) {
      const named = (body as { readonly id?: unknown }).id;
      const known = typeof named === 'string' ? { id: named } : {};
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
    const left = [...rows];
    for (;;) {
      const at = left.flatMap(({ command }, i) => (command ? [i] : []));
      const commands = at.map((i) => left[i]!.command!);
      const error = await this.#refused(commands);
      if (error === undefined) return left;
      const first = at[await this.#firstRefused(commands)]!;
      left[first] = { id: left[first]!.id, refusal: refusalOf(error) };
    }
  }

  async #refused(commands: readonly Command[]): Promise<unknown> {
    try {
      await this.engine.rehearse(commands);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  /** The shortest refused beginning ends with the one at fault. */
  async #firstRefused(commands: readonly Command[]): Promise<number> {
    let [accepted, refused] = [0, commands.length];
    while (refused - accepted > 1) {
      const middle = Math.floor((accepted + refused) / 2);
      if ((await this.#refused(commands.slice(0, middle))) === undefined) accepted = middle;
      else refused = middle;
    }
    return refused - 1;
  }

  async #store(
    { act, actor, correlationId }: Asked,
    rows: readonly Row[],
    { commandId, hash, outcome }: { commandId: string; hash: string; outcome: readonly BulkRow[] },
  ): Promise<string> {
    const issuedAt = this.engine.clock.now();
    const rim = { id: commandId, actor, issuedAt, commandId, commandHash: hash, correlationId };
    const record = Object.assign(new RecordBulk(), rim, { act, hash, rows: outcome });
    const receipts = await this.engine.executeAll([...rows.flatMap(({ command }) => command ?? []), record]);
    return receipts.at(-1)!.position;
  }

  #told(commandId: string, outcome: readonly BulkRow[], at: Pick<BulkTold, 'position' | 'repeated'>): BulkTold {
    const rows = outcome.map((one, i) => this.#rowTold(one, i));
    const taken = rows.filter((one) => one.taken).length;
    return { commandId, taken, refused: rows.length - taken, rows, ...at };
  }

  #rowTold({ id, code, details, errors }: BulkRow, at: number): BulkRowTold {
    if (code === undefined) return { row: at + 1, id, taken: true };
    const { zh = code, en = code } = this.problems[code] ?? {};
    const field = fieldIn({ details, errors });
    return { row: at + 1, id, taken: false, code, details, field, why: { zh, en }, errors };
  }
}
