import { type Command, type CommandClass, dateOf, type PlainDate } from '#event-sourcing';
import type { DemoDirectory } from './demo-directory.js';
import type { DemoFile } from './evidence-documents.js';

export interface Act {
  /** Login. */
  readonly by: string;
  readonly on: PlainDate;
  /** To be kept before the command names it. */
  readonly file?: DemoFile;
}

export interface Step {
  readonly on: PlainDate;
  readonly file?: DemoFile;
  readonly type: CommandClass;
  /** Everything but the moment of the request. */
  readonly fields: Partial<Command> & { readonly id: string };
}

/** Gathers acts. Command ids derive from the target and its count: a load that was cut short is taken up where it ended. */
export class DemoSteps {
  readonly list: Step[] = [];
  readonly #times = new Map<string, number>();

  constructor(readonly directory: DemoDirectory) {}

  add<C extends Command>(
    type: CommandClass<C>,
    { by, on, file }: Act,
    fields: Partial<C> & { readonly id: string },
  ): void {
    const { directory } = this;
    const target = `${type.name}/${fields.id}`;
    const nth = this.#times.get(target) ?? 0;
    this.#times.set(target, nth + 1);
    const envelope = {
      effectiveOn: on,
      actor: directory.actor(by),
      commandId: directory.idOf(`${target}/${nth}`),
      commandHash: directory.engine.digest(JSON.stringify([type.name, fields])),
      correlationId: directory.roundId,
    };
    this.list.push({ on, file, type, fields: { ...envelope, ...fields } });
  }
}

/** What happened on an earlier day than it is loaded on says why, as it would over HTTP. */
const whyLate = ({ type, on }: Step, issuedAt: string): Pick<Command, 'reason'> =>
  type.lateSaidBy && on < dateOf(issuedAt) ? { reason: '演示数据，按发生日期补录' } : {};

export const commandOf = (step: Step, issuedAt: string): Command =>
  Object.assign(new step.type(), { issuedAt }, whyLate(step, issuedAt), step.fields);
