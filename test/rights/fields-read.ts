import type { Command, CommandClass } from '#event-sourcing';
import { commandOf, type RoutedAct } from '#event-sourcing-nest';
import { fieldsOf } from '../../libs/event-sourcing-nest/src/acts/sample-body.js';
import { Handlers } from '../../libs/event-sourcing/src/deciding/handlers.js';

/** What the engine itself takes into the events' metadata. */
const METADATA: ReadonlySet<string> = new Set(['reason', 'effectiveOn']);

/** Which fields of commands are looked at by whoever decides them, gathers their facts or says what goes with them. */
export class FieldsRead {
  readonly #read = new Map<string, Set<string>>();
  readonly #of = Object.getOwnPropertyDescriptor(Handlers.prototype, 'of')!.value as Handlers['of'];

  begin(): void {
    const { of, watched } = { of: this.#of, watched: this.#watched.bind(this) };
    Handlers.prototype.of = function watching(this: Handlers, type: CommandClass) {
      const handler = of.call(this, type);
      const { decide, facts, alongside } = handler;
      return {
        ...handler,
        decide: (command, state, found) => decide(watched(command), state, found),
        facts: facts && ((command, look) => facts(watched(command), look)),
        alongside: alongside && ((command, look, found) => alongside(watched(command), look, found)),
      };
    };
  }

  end(): void {
    Handlers.prototype.of = this.#of;
  }

  /** As `AssignIssue.dueOn`. */
  unread(acts: readonly RoutedAct[]): string[] {
    return acts.flatMap((act) => {
      const type = commandOf(act);
      const fields = type ? [...fieldsOf(type)].filter((field) => !METADATA.has(field)) : [];
      return fields.filter((field) => !this.#read.get(act.name)?.has(field)).map((field) => `${act.name}.${field}`);
    });
  }

  #watched<C extends Command>(command: C): C {
    const { name } = command.constructor;
    const read = this.#read.get(name) ?? new Set<string>();
    this.#read.set(name, read);
    return new Proxy(command, {
      get: (target, field) => {
        read.add(String(field));
        return Reflect.get(target, field) as unknown;
      },
    });
  }
}
