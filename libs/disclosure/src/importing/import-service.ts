import {
  type Actor,
  type Command,
  comparePositions,
  type Engine,
  type Receipt,
  RuleBroken,
  ViewBehind,
} from '#event-sourcing';
import { round } from '#rectification';
import { turns } from '../reporting/in-turns.js';
import type { ProblemTexts } from '#contracts';
import type { ImportOutcome, ImportRefusal } from './import-outcome.js';
import type { AskedImport, ImportFile, ImportOptions, PlanRequest } from './import-request.js';
import { type ImportWatch, stepsOf } from './import-watch.js';
import { knownNames } from './known-names.js';
import { planLedger } from './plan-ledger.js';
import { planReport } from './plan-report.js';
import type { ImportPlan } from './planned-commands.js';
import { recognise, type Recognised } from './recognise.js';
import { refusal } from './refusal.js';
import { withColumns } from './refused-column.js';
import { type Rehearsal, rehearsalOf, STEPS_OF_A_COMMAND } from './rehearsal.js';

interface Considered {
  readonly plan: ImportPlan;
  readonly outcome: ImportOutcome;
  readonly rows: number;
}

/** How an import is followed, and what is stored with it. */
export interface HowImported extends ImportWatch {
  /** Stored with the round or not at all; made once it is known which round that is. */
  readonly record?: (roundId: string) => Command;
}

const planOf = (recognised: Recognised, request: PlanRequest): Promise<ImportPlan> =>
  recognised.kind === 'report' ? planReport(recognised, request) : planLedger(recognised.reading, request);

const commandsByName = ({ commands }: Rehearsal): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const command of commands) {
    const { name } = command.constructor;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

const rowsOf = (recognised: Recognised): number =>
  recognised.kind === 'report'
    ? recognised.reading.lines
    : recognised.reading.sheets.reduce((sum, { kind, lastRow }) => (kind === 'unknown' ? sum : sum + lastRow), 0);

const TO_STORE = 'dryRun=false';

/**
 * A delivered file becomes a round: understood in a dry run, then taken as a whole or not at all. A file that cannot be
 * read is RuleBroken in both; what else stands in the way is told by the dry run and thrown by the commit.
 */
export class ImportService {
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * A server has files read apart; a program that does nothing else reads them itself. `texts` are those of refusals
   * that come from elsewhere in the program.
   */
  constructor(
    private readonly engine: Engine,
    private readonly read: typeof recognise = recognise,
    private readonly texts: ProblemTexts = {},
  ) {}

  async dryRun(
    file: ImportFile,
    options: ImportOptions,
    actor: Actor,
    watch: ImportWatch = {},
  ): Promise<ImportOutcome> {
    return (await this.#consider({ file, options, actor }, watch)).outcome;
  }

  async commit(file: ImportFile, options: ImportOptions, actor: Actor, how: HowImported = {}): Promise<ImportOutcome> {
    const outcome = await this.takeUnlessRefused({ file, options, actor }, how);
    const { refusals } = outcome;
    const [first] = refusals;
    if (!first) return outcome;
    const { code, details, message: _, ...place } = first;
    throw new RuleBroken(code, { ...details, file: file.name, ...place, refusals });
  }

  /**
   * Stored when no refusal stands in the way; else what a dry run tells. Imports take turns, so that two files naming the
   * same new unit register it once.
   */
  takeUnlessRefused(asked: AskedImport, how: HowImported): Promise<ImportOutcome> {
    const turn = this.#turn.then(() => this.#take(asked, how));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #take(asked: AskedImport, how: HowImported): Promise<ImportOutcome> {
    const { plan, outcome, rows } = await this.#consider(asked, how);
    if (outcome.refusals.length > 0) return outcome;
    const commands = plan.commands.map(({ command }) => command);
    const record = how.record ? [how.record(plan.roundId)] : [];
    const receipts = await this.#stored([...commands, ...record], how, rows);
    const position = receipts
      .map((receipt) => receipt.position)
      .sort(comparePositions)
      .at(-1)!;
    await this.#seen(position);
    const events = receipts.reduce((sum, receipt) => sum + receipt.events.length, 0);
    const { toStore: _, ...taken } = outcome;
    return { ...taken, dryRun: false, stored: { position, events } };
  }

  /** Cancelled while it is being decided, nothing was stored; what is decided is stored as a whole. */
  #stored(commands: readonly Command[], how: HowImported, rows: number): Promise<readonly Receipt[]> {
    const step = stepsOf(how, 'storing', { steps: commands.length, rows });
    const between = turns();
    return this.engine.executeAll(commands, (at) => {
      step(at);
      if (at === commands.length) how.decided?.();
      return at === commands.length ? undefined : between();
    });
  }

  /** What is stored stays stored, however late the views are. */
  async #seen(position: string): Promise<void> {
    await this.engine.seen(this.engine.views, position).catch((error: unknown) => {
      if (!(error instanceof ViewBehind)) throw error;
    });
  }

  async #consider({ file, options, actor }: AskedImport, watch: ImportWatch): Promise<Considered> {
    const recognised = await this.read(file, options, watch);
    const rows = rowsOf(recognised);
    const { engine } = this;
    const plan = await planOf(recognised, {
      file: { name: file.name, sha256: recognised.sha256 },
      options,
      actor,
      issuedAt: engine.clock.now(),
      known: await knownNames(engine, recognised),
      digest: engine.digest,
      uuid: (text) => engine.uuid(text),
    });
    const step = stepsOf(watch, 'checking', { steps: STEPS_OF_A_COMMAND * plan.commands.length, rows });
    step(0);
    const rehearsal = await this.#rehearsal(plan, step);
    return { plan, rows, outcome: this.#outcome(file, recognised, plan, rehearsal) };
  }

  async #rehearsal(plan: ImportPlan, step: (done: number) => void): Promise<Rehearsal> {
    const { version } = await this.engine.lookup.state(round, plan.roundId);
    if (version === 0) return rehearsalOf(this.engine, plan, step);
    const { roundId, title, commands } = plan;
    return {
      refusals: [refusal('import.already-imported', { roundId, title })],
      commands: commands.map(({ command }) => command),
    };
  }

  #worded(refusals: readonly ImportRefusal[]): ImportRefusal[] {
    return refusals.map((one) => ({ ...one, message: this.texts[one.code]?.zh ?? one.message }));
  }

  #outcome(file: ImportFile, recognised: Recognised, plan: ImportPlan, rehearsal: Rehearsal): ImportOutcome {
    const { kind, reading, sha256 } = recognised;
    return {
      kind,
      reading,
      file: { name: file.name, sha256 },
      round: { id: plan.roundId, title: plan.title, counts: plan.counts },
      commands: commandsByName(rehearsal),
      warnings: [...reading.warnings, ...plan.warnings],
      refusals: withColumns(recognised, this.#worded(rehearsal.refusals)),
      dryRun: true,
      toStore: TO_STORE,
    } as ImportOutcome;
  }
}
