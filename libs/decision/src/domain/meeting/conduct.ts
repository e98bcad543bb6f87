import type { Command } from '#event-sourcing';
import { must } from '../commands.js';
import type { DecisionProblem } from '../problems.js';
import type { MeetingRules, RuleSet } from '../rules/rule-set.js';
import type { BodyFacts, MeetingFacts } from './facts.js';
import { type ConvenedMeeting, type Item, itemOf, type Meeting, type Opened } from './state.js';

type Stage = ConvenedMeeting['stage'];

const wrongStage: Readonly<Record<Stage, DecisionProblem>> = {
  convened: 'meeting.not-open',
  open: 'meeting.opened-already',
  closed: 'meeting.closed',
  cancelled: 'meeting.cancelled',
};

export const mustBeAt = ({ id }: Command, meeting: Meeting, ...stages: readonly Stage[]): ConvenedMeeting => {
  must(meeting, 'meeting.unknown', { id });
  const { stage, title, opened } = meeting;
  must(stages.includes(stage), wrongStage[stage], { meeting: title, stage, openedAt: opened?.at });
  return meeting;
};

/** An open meeting with what was frozen when it was opened. */
export const mustBeOpen = (command: Command, meeting: Meeting): ConvenedMeeting & { readonly opened: Opened } => {
  const at = mustBeAt(command, meeting, 'open');
  return { ...at, opened: at.opened! };
};

export const mustBeClosed = (command: Command, meeting: Meeting): ConvenedMeeting & { readonly opened: Opened } => {
  must(meeting, 'meeting.unknown', { id: command.id });
  must(meeting.stage !== 'cancelled', 'meeting.cancelled', { meeting: meeting.title });
  must(meeting.stage === 'closed', 'meeting.not-closed', { meeting: meeting.title, stage: meeting.stage });
  return { ...meeting, opened: meeting.opened! };
};

export const mustBeOnAgenda = (meeting: ConvenedMeeting, itemId: string): Item => {
  const item = itemOf(meeting, itemId);
  must(item, 'item.not-on-agenda', { itemId, agenda: meeting.items.map(({ number }) => number) });
  return item;
};

export const mustBeUndecided = ({ outcome, number, title, hands }: Item): void => {
  must(!outcome, 'item.decided-already', { number, title, outcome: outcome?.way });
  must(!hands, 'item.recorded-already', { number, title, yes: hands?.result.yes, needed: hands?.result.needed });
};

export const mustBeTakenUp = ({ takenUp }: ConvenedMeeting, { itemId, number, title }: Item): void =>
  must(takenUp === itemId, 'item.not-taken-up', { number, title });

/** Before its vote was opened. */
export const mustNotBeVotedOn = ({ vote, number, title }: Item): void =>
  must(!vote, 'item.vote-opened', { number, title, voters: vote?.voters.length, cast: vote?.cast.length });

export const mustMeet = ({ rules, title }: RuleSet): MeetingRules => {
  must(rules.way === 'meeting', 'meeting.body-signs-off', { ruleSet: title, ...requiredOf(rules) });
  return rules;
};

const requiredOf = (rules: RuleSet['rules']) => (rules.way === 'sign-offs' ? { required: rules.required } : {});

/** Of a body that exists, was not dissolved and decides in meetings. */
export const mustHaveBody = ({ body }: MeetingFacts, id?: string): BodyFacts => {
  must(body, 'body.unknown', { field: 'bodyId', id });
  must(!body.dissolved, 'body.dissolved', { body: body.name });
  mustMeet(body.ruleSet);
  return body;
};
