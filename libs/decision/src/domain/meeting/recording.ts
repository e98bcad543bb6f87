import { alike, onFacts } from '#event-sourcing';
import type { Named } from '../body/events.js';
import { must, obey } from '../commands.js';
import { changesOf } from './attendance.js';
import { RecordItem } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import {
  type Dealing,
  itemsAreDealtWithOneByOne,
  onlyAPresentMemberRecuses,
  onlyThoseWhoAttendSpeak,
  othersAreHeardBeforeTheChair,
  whoeverIsRecusedHasLeft,
} from './chair-view.js';
import { electorateOf } from './electorate.js';
import type { MeetingEvent } from './events.js';
import { asOpened, type RecordingFacts } from './facts.js';
import { theChairHasStatedAView } from './outcome-policies.js';
import { mustBeOnAgenda, mustBeOpen, mustNotBeVotedOn } from './conduct.js';
import { everyVoterIsCountedOnce } from './recording-policies.js';
import { isAdopted, resultOf } from './result.js';
import { asTold, attendanceOf, type Hands, type Item, type Meeting, type RollCall, withCall } from './state.js';
import { presidingOver } from './voters.js';

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
