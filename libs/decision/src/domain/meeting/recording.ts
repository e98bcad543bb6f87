import { alike, onFacts } from '#event-sourcing';
import { AttendanceBody, type AttendanceFacts, changesOf } from './attendance.js';
import { electorateOf } from './balloting.js';
import { othersAreHeardBeforeTheChair, theChairHasStatedAView } from './chair-view.js';
import {
  AreSome,
  asOpened,
  type Dealing,
  IsId,
  IsOneOf,
  IsOptional,
  IsText,
  ItemCommand,
  type ItemFacts,
  must,
  mustBeOnAgenda,
  mustBeOpen,
  mustNotBeVotedOn,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  type Policy,
  unless,
} from './conduct.js';
import {
  itemsAreDealtWithOneByOne,
  onlyAPresentMemberRecuses,
  onlyThoseWhoAttendSpeak,
  whoeverIsRecusedHasLeft,
} from './discussion.js';
import { type Choice, choices, type MeetingEvent, type Named } from './events.js';
import { isAdopted, resultOf } from './result.js';
import { asTold, attendanceOf, type Hands, type Item, type Meeting, type RollCall, withCall } from './state.js';
import { presidingOver } from './voters.js';

class SpeechBody {
  @IsId() speakerId!: string;
  @IsText(5000) text!: string;
}

class RecusalBody {
  @IsId() personId!: string;
  @IsText(300) reason!: string;
}

class HandBody {
  @IsId() personId!: string;
  @IsOneOf(choices) choice!: Choice;
}

/** All of an item that is voted on by show of hands, in one: as it went in the room. */
export class RecordItem extends ItemCommand {
  /** Who came or left before the item. */
  @AreSome(AttendanceBody, 0) attendance: AttendanceBody[] = [];
  /** Members who said in the room that they stand aside. */
  @AreSome(RecusalBody, 0) recusals: RecusalBody[] = [];
  /** In the order of speaking. */
  @AreSome(SpeechBody, 0) discussion: SpeechBody[] = [];
  /** 末位表态 of whoever presides. */
  @IsOptional() @IsText(5000) chairView?: string;
  /** Of each member who has a vote. */
  @AreSome(HandBody, 1) votes!: HandBody[];
}

/** Of an item entered from the room. */
export interface RecordingFacts extends ItemFacts, AttendanceFacts {}

/** Those who have a vote, and all who are known to the meeting. */
interface Counting {
  readonly voters: readonly Named[];
  readonly people: readonly RollCall[];
}

const everyVoterIsCountedOnce: Policy<RecordItem, Counting> = ({ votes }, { voters, people }) => {
  const ids = votes.map(({ personId }) => personId);
  const nameOf = (id: string) => people.find(({ person }) => person.id === id)?.person.name ?? id;
  const missing = voters.filter(({ id }) => !ids.includes(id)).map(({ name }) => name);
  const beyond = ids.filter((id) => voters.every((one) => one.id !== id)).map(nameOf);
  const twice = ids.filter((id, i) => ids.indexOf(id) < i).map(nameOf);
  return unless([...missing, ...beyond, ...twice].length === 0, 'vote.hands-miscounted', {
    field: 'votes',
    voters: voters.length,
    missing,
    withoutVote: beyond,
    twice,
  });
};

const dealingWith = (command: RecordItem, at: Meeting): Dealing => {
  const meeting = mustBeOpen(command, at);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, asOpened);
  const item = mustBeOnAgenda(meeting, command.itemId);
  const { outcome, number, title } = item;
  must(!outcome, 'item.decided-already', { number, title, outcome: outcome?.way });
  mustNotBeVotedOn(item);
  obey([itemsAreDealtWithOneByOne], command, { meeting, item });
  return { meeting, item };
};

const calledAs = ({ meeting }: Dealing, personId: string): Named => {
  const { id, name } = attendanceOf(meeting, personId)!.person;
  return { id, name };
};

type Spoken = Pick<Hands, 'discussion' | 'recusals' | 'chairView'>;

/** Who stood aside, and what was said, by whom it may be. */
const spokenIn = (command: RecordItem, dealing: Dealing): Spoken => {
  const { recusals, discussion, chairView, actor } = command;
  for (const one of recusals) obey([onlyAPresentMemberRecuses], { ...one, actor }, dealing);
  const aside = recusals.map(
    ({ personId, reason }) => ({ person: calledAs(dealing, personId), cause: 'recorded', reason }) as const,
  );
  const then = { ...dealing, item: { ...dealing.item, recusals: [...dealing.item.recusals, ...aside] } };
  for (const one of discussion) obey([onlyThoseWhoAttendSpeak, whoeverIsRecusedHasLeft], { ...one, actor }, then);
  const chair = presidingOver(then.meeting, then.item);
  return {
    recusals: aside,
    discussion: discussion.map(({ speakerId, text }) => ({ speaker: calledAs(dealing, speakerId), text })),
    chairView: chair && chairView ? { chair: { id: chair.id, name: chair.name }, text: chairView } : undefined,
  };
};

/** The votes of a show of hands, and what they come to. */
const countedIn = (command: RecordItem, dealing: Dealing, facts: RecordingFacts): Hands => {
  const spoken = spokenIn(command, dealing);
  const told = { ...dealing, item: asTold({ ...dealing.item, hands: spoken as Hands }) };
  obey([othersAreHeardBeforeTheChair, theChairHasStatedAView], command, told);
  const { recused, voters } = electorateOf(command, { ...told, ballot: 'show-of-hands' }, facts);
  obey([everyVoterIsCountedOnce], command, { voters, people: dealing.meeting.attendance });
  const votes = voters.map((person) => ({
    person,
    choice: command.votes.find(({ personId }) => personId === person.id)!.choice,
  }));
  const recusals = [...spoken.recusals, ...recused];
  const item: Item = { ...told.item, recusals: [...told.item.recusals, ...recused] };
  const choices = votes.map(({ choice }) => choice);
  const result = resultOf(dealing.meeting, item, { ballot: 'show-of-hands', votes, voters, choices });
  return { ...spoken, recusals, voters, adopted: isAdopted(result), result };
};

export const recordItem = (command: RecordItem, at: Meeting, facts: RecordingFacts): MeetingEvent[] => {
  const { itemId, attendance: entries } = command;
  const { meeting, item } = dealingWith(command, at);
  const { entitled } = meeting.opened;
  const calling = { command, entries, field: 'attendance' } as const;
  const changes = changesOf(calling, { meeting, entitled, people: facts.people });
  const attendance = changes.reduce<readonly RollCall[]>(withCall, meeting.attendance);
  const there = { meeting: { ...meeting, attendance }, item: { ...item, hands: undefined } };
  const hands = countedIn(command, there, facts);
  const came = changes.map((data) => ({ type: 'AttendanceRecorded', data }) as const);
  return alike(item.hands, hands) ? [...came] : [...came, { type: 'ItemRecorded', data: { itemId, ...hands } }];
};

export const recordingDecisions = [onFacts(RecordItem, recordItem, 'AttendanceRecorded', 'ItemRecorded')];
