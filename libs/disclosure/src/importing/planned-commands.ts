import type { Command, CommandClass } from '#event-sourcing';
import type { ImportRefusal, ImportWarning, ListedCounts } from './import-outcome.js';
import type { Place, PlanRequest } from './import-request.js';

export interface PlannedCommand {
  readonly command: Command;
  readonly place: Place;
}

export interface ImportPlan {
  readonly roundId: string;
  readonly title: string;
  readonly counts: ListedCounts;
  readonly commands: readonly PlannedCommand[];
  readonly warnings: readonly ImportWarning[];
  readonly refusals: readonly ImportRefusal[];
}

/** Gathers a round's commands. Ids derive from the round, the command's name and its target: planning again gives the same. */
export class PlannedCommands {
  readonly list: PlannedCommand[] = [];
  readonly warnings: ImportWarning[] = [];
  readonly refusals: ImportRefusal[] = [];
  readonly #times = new Map<string, number>();

  constructor(
    readonly request: PlanRequest,
    readonly roundId: string,
  ) {}

  /** The id of a thing of this round. */
  idOf(what: string): string {
    return this.request.uuid(`${this.roundId}/${what}`);
  }

  add<C extends Command>(type: CommandClass<C>, place: Place, fields: Partial<C> & { readonly id: string }): void {
    const { actor, issuedAt, options, digest } = this.request;
    const target = `${type.name}/${fields.id}`;
    const nth = this.#times.get(target) ?? 0;
    this.#times.set(target, nth + 1);
    const said = (type.lateSaidBy ?? []).some((field) => field in fields);
    const reason = type.lateSaidBy && !said ? { reason: `据《${this.request.file.name}》补录` } : {};
    const command: Command = Object.assign(new type(), fields, reason, {
      actor,
      issuedAt,
      commandId: this.idOf(`${target}/${nth}`),
      commandHash: digest(JSON.stringify([type.name, fields])),
      correlationId: options.correlationId ?? this.roundId,
      causationId: this.idOf('import'),
    });
    this.list.push({ command, place });
  }

  warn(code: string, place: Place, message: string): void {
    this.warnings.push({ code, ...place, message });
  }
}
