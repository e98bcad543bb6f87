import { type Command, dateOf, mustBePlannedWithinSense, on } from '#event-sourcing';
import { IsPlainDate } from '#shapes';
import { RectificationCommand, WorkCommand, must, mustGiveReason, obey, type Policy } from '../../commands.js';
import type { IssueEvent } from '../events.js';
import { type Issue, mustBeAtWork, onlyThoseInvolvedWorkOnTheIssue } from '../state.js';

export class RequestExtension extends WorkCommand {
  @IsPlainDate()
  to!: string;
}

export class GrantExtension extends RectificationCommand {
  static readonly underAuthority = true;
}

export class RefuseExtension extends RectificationCommand {
  static readonly underAuthority = true;
}

const whoeverAskedNeverDecidesTheExtension: Policy<Command, Issue> = ({ actor }, { extension }) =>
  extension?.requestedBy.includes(actor.personId) ? 'extension.requester-decides' : undefined;

export const requestExtension = (command: RequestExtension, issue: Issue): IssueEvent[] => {
  const { dueOn: from } = mustBeAtWork(command, issue);
  const { to } = command;
  obey([onlyThoseInvolvedWorkOnTheIssue], command, issue);
  if (issue.extension?.to === to) return [];
  must(!issue.extension, 'extension.pending', { asked: issue.extension?.to });
  mustBePlannedWithinSense(command, { to });
  must(to > from, 'extension.not-later', { field: 'to', dueOn: from, to });
  const askedOn = dateOf(command.effectiveAt);
  must(to > askedOn, 'extension.not-ahead', { field: 'to', to, askedOn });
  mustGiveReason(command);
  return [{ type: 'ExtensionRequested', data: { from, to } }];
};

export const grantExtension = (command: GrantExtension, issue: Issue): IssueEvent[] => {
  const { dueOn: from } = mustBeAtWork(command, issue);
  if (!issue.extension && issue.lastExtension === 'granted') return [];
  must(issue.extension, 'extension.none-pending', { dueOn: from });
  obey([whoeverAskedNeverDecidesTheExtension], command, issue);
  const { to } = issue.extension;
  const today = dateOf(command.effectiveAt);
  must(to > today, 'extension.day-passed', { to, today });
  return [{ type: 'ExtensionGranted', data: { from, to } }];
};

export const refuseExtension = (command: RefuseExtension, issue: Issue): IssueEvent[] => {
  const { dueOn } = mustBeAtWork(command, issue);
  if (!issue.extension && issue.lastExtension === 'refused') return [];
  must(issue.extension, 'extension.none-pending', { dueOn });
  obey([whoeverAskedNeverDecidesTheExtension], command, issue);
  mustGiveReason(command);
  return [{ type: 'ExtensionRefused', data: { asked: issue.extension.to } }];
};

export const extensionDecisions = [
  on(RequestExtension, requestExtension, 'ExtensionRequested'),
  on(GrantExtension, grantExtension, 'ExtensionGranted'),
  on(RefuseExtension, refuseExtension, 'ExtensionRefused'),
];
