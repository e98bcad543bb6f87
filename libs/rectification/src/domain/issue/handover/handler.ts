import { on } from '#event-sourcing';
import { RectificationCommand, must } from '../../commands.js';
import type { IssueEvent, Named } from '../events.js';
import { type Issue, mustBeAtWork } from '../state.js';

/** Sent by the process that carries an accepted hand-over out: no client fills its fields. */
export class ChangeHandler extends RectificationCommand {
  from!: Named;
  to!: Named;
  /** Id of the event by which the hand-over was accepted. */
  handover!: string;
}

export const changeHandler = (command: ChangeHandler, issue: Issue): IssueEvent[] => {
  const { from, to, handover } = command;
  const { handler } = mustBeAtWork(command, issue);
  if (handler.id === to.id) return [];
  must(handler.id === from.id, 'handover.handler-changed-meanwhile', { handler: handler.name, from: from.name });
  return [{ type: 'HandlerChanged', data: { from, to, handover } }];
};

export const handlerDecisions = [on(ChangeHandler, changeHandler, 'HandlerChanged')];
