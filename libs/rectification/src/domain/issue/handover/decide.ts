import { on } from '#event-sourcing';
import { must } from '../../errors.js';
import type { IssueEvent } from '../events.js';
import { ChangeHandler } from './commands.js';
import { mustBeAtWork, type Issue } from '../state.js';

export const changeHandler = (command: ChangeHandler, issue: Issue): IssueEvent[] => {
  const { from, to, handover } = command;
  const { handler } = mustBeAtWork(command, issue);
  if (handler.id === to.id) return [];
  must(handler.id === from.id, 'handover.handler-changed-meanwhile', { handler: handler.name, from: from.name });
  return [{ type: 'HandlerChanged', data: { from, to, handover } }];
};

export const handlerDecisions = [on(ChangeHandler, changeHandler, 'HandlerChanged')];
