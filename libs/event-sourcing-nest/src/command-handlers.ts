import { Inject, Injectable, type Type } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { type Command, type CommandClass, Engine, type Receipt } from '#event-sourcing';

/** One real `@CommandHandler` class for each command that a decider lists, so that a new command is no new file. */
export const commandHandlers = (commands: readonly CommandClass[]): Type[] =>
  commands.map((command) => {
    @Injectable()
    class Handler {
      readonly execute: (issued: Command) => Promise<Receipt>;

      constructor(@Inject(Engine) engine: Engine) {
        this.execute = engine.handlerOf(command);
      }
    }
    Object.defineProperty(Handler, 'name', { value: `${command.name}Handler` });
    CommandHandler(command)(Handler);
    return Handler;
  });
