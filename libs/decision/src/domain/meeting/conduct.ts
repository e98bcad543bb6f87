import type { Command } from '#event-sourcing';
import { DecisionCommand, type DecisionProblem, IsId, must, type Policy, unless } from '../commands.js';
import type { Matter, MeetingRules, RuleSet } from '../rules/rule-set.js';
import type { Named, Seat, Subject } from './events.js';
import { type ConvenedMeeting, type Item, itemOf, type Meeting, type Opened } from './state.js';

export * from '../commands.js';

export abstract class MeetingCommand extends DecisionCommand {
  static readonly underAuthority = true;
}

export abstract class ItemCommand extends MeetingCommand {
  @IsId() itemId!: string;
}

/** The body as it stands when the command is taken; absent when there is none. */
export interface BodyFacts extends Named {
  readonly dissolved: boolean;
  readonly competence: readonly Matter[];
  readonly ruleSet: RuleSet;
  /** 应到 on the day of the meeting. */
  readonly entitled: readonly Seat[];
  /** On the day of the meeting; absent where that lies before the body had one. */
  readonly chair?: Named;
  readonly secretary: Named;
}

/** What the subject's own context says of it now; absent when there is none. */
export interface SubjectFacts {
  readonly subject: Subject;
  /** Why no body may be asked to decide it now, such as `not-submitted`; absent when it may. */
  readonly notReady?: string;
  /** The way that the round's policy says: a body's meeting, or sign-offs. */
  readonly way: { readonly by: 'meeting'; readonly body: Named } | { readonly by: 'sign-offs' };
}

export interface MeetingFacts {
  readonly body?: BodyFacts;
}

export interface ItemFacts extends MeetingFacts {
  /** The item's subject now. */
  readonly current?: SubjectFacts;
}

/** For what is done in an open meeting: it goes by what was frozen when it was opened. */
export const asOpened: MeetingFacts = {};

export type OpenMeetingState = ConvenedMeeting & { readonly opened: Opened };

/** An item of the meeting that is open. */
export interface Dealing {
  readonly meeting: OpenMeetingState;
  readonly item: Item;
}

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
export const mustBeOpen = (command: Command, meeting: Meeting): OpenMeetingState => {
  const at = mustBeAt(command, meeting, 'open');
  return { ...at, opened: at.opened! };
};

export const mustBeClosed = (command: Command, meeting: Meeting): OpenMeetingState => {
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

/** As the body stands before the meeting is opened, as frozen from then on; by person, not by account. */
const conducting = ({ body }: MeetingFacts, meeting: Meeting) => meeting?.opened ?? body;

export const onlySecretaryOrChairConductsTheMeeting: Policy<Command, Meeting, MeetingFacts> = (
  { actor },
  meeting,
  facts,
) => {
  const { chair, secretary } = conducting(facts, meeting) ?? {};
  const { personId, name } = actor;
  return unless([chair?.id, secretary?.id].includes(personId), 'meeting.not-secretary-nor-chair', {
    person: name,
    secretary: secretary?.name,
    chair: chair?.name,
  });
};

/** The one who was secretary in the meeting, or is so now. */
export const theSecretaryKeepsTheRecord: Policy<Command, Meeting, MeetingFacts> = ({ actor }, meeting, { body }) => {
  const secretaries = [meeting?.opened?.secretary, body?.secretary];
  return unless(
    secretaries.some((one) => one?.id === actor.personId),
    'record.not-secretary',
    {
      person: actor.name,
      secretary: secretaries.at(-1)?.name ?? secretaries[0]?.name,
    },
  );
};
