import { type Command, on } from '#event-sourcing';
import {
  type Dealing,
  IsId,
  IsText,
  MeetingCommand,
  must,
  mustBeOnAgenda,
  mustBeOpen,
  mustBeTakenUp,
  mustBeUndecided,
  obey,
  type Policy,
  unless,
} from './conduct.js';
import type { MeetingEvent, Named } from './events.js';
import type { Meeting } from './state.js';
import { chairStatesIn, isRecused, presentMembers, presidingOver, rulesOf } from './voters.js';

export class StateChairView extends MeetingCommand {
  @IsId() itemId!: string;
  @IsText(5000) text!: string;
}

const onlyWhoPresidesStatesTheView: Policy<StateChairView, Dealing> = ({ actor }, { meeting, item }) => {
  const presides = presidingOver(meeting, item);
  return unless(presides?.id === actor.personId, 'item.not-presiding', {
    person: actor.name,
    presides: presides?.name,
  });
};

/** Members present who have or have not spoken on the item, beside whoever presides over it. */
const heard = ({ meeting, item }: Dealing, chairId: string) => {
  const others = presentMembers(meeting, meeting.opened).filter(({ id }) => id !== chairId && !isRecused(item, id));
  const hasSpoken = ({ id }: Named) => item.notes.some(({ speaker }) => speaker.id === id);
  return { spoken: others.filter(hasSpoken), silent: others.filter((one) => !hasSpoken(one)) };
};

const namesOf = (people: readonly Named[]): string[] => people.map(({ name }) => name);

/** 末位表态 before the vote: not before anybody else has said a word. */
export const othersAreHeardBeforeTheChair: Policy<Command, Dealing> = (_, dealing) => {
  const { meeting, item } = dealing;
  if (chairStatesIn(meeting) !== 'before-vote') return undefined;
  const chair = presidingOver(meeting, item);
  const { spoken, silent } = heard(dealing, chair?.id ?? '');
  return unless(spoken.length > 0 || silent.length === 0, 'item.others-not-heard', {
    number: item.number,
    chair: chair?.name,
    missing: namesOf(silent),
  });
};

const theChairSpeaksBeforeTheVote: Policy<StateChairView, Dealing> = (_, { meeting, item }) =>
  unless(chairStatesIn(meeting) !== 'before-vote' || item.vote === undefined, 'item.chair-after-vote', {
    number: item.number,
    cast: item.vote?.cast.length,
    voters: item.vote?.voters.length,
  });

const theChairSpeaksLast: Policy<StateChairView, Dealing> = ({ actor }, { meeting, item: { vote } }) => {
  if (chairStatesIn(meeting) !== 'before-result') return undefined;
  const others = vote?.voters.filter(({ id }) => id !== actor.personId).length ?? 0;
  const cast = vote?.cast.filter(({ voter }) => voter.id !== actor.personId).length ?? 0;
  return unless(vote !== undefined && cast === others, 'item.chair-before-others', { cast, voters: others });
};

export const theChairHasStatedAView: Policy<Command, Dealing> = (_, { meeting, item }) =>
  unless(!rulesOf(meeting).chairSpeaksLast || item.chairView !== undefined, 'item.chair-view-missing', {
    number: item.number,
    chair: presidingOver(meeting, item)?.name,
  });

export const stateChairView = (command: StateChairView, at: Meeting): MeetingEvent[] => {
  const { itemId, text, actor } = command;
  const meeting = mustBeOpen(command, at);
  const item = mustBeOnAgenda(meeting, itemId);
  obey([onlyWhoPresidesStatesTheView], command, { meeting, item });
  if (item.chairView?.text === text) return [];
  mustBeUndecided(item);
  mustBeTakenUp(meeting, item);
  must(!item.chairView, 'item.chair-view-stated', { number: item.number, chair: item.chairView?.chair.name });
  obey([theChairSpeaksBeforeTheVote, othersAreHeardBeforeTheChair, theChairSpeaksLast], command, { meeting, item });
  return [{ type: 'ChairViewStated', data: { itemId, chair: { id: actor.personId, name: actor.name }, text } }];
};

export const chairViewDecisions = [on(StateChairView, stateChairView, 'ChairViewStated')];
