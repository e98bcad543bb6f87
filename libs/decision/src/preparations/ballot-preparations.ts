import { type Lookup, type Preparation, prepare } from '#event-sourcing';
import {
  CancelMeeting,
  CastVote,
  CloseMeeting,
  DecideItem,
  type ItemCommand,
  OpenVote,
  PutOffItem,
} from '../domain/meeting/commands.js';
import { meeting as meetingDecider } from '../domain/meeting/meeting.js';
import { type Item, itemOf } from '../domain/meeting/state.js';
import type { BallotKeys } from '../seals/ballot-keys.js';
import { sealed } from '../seals/ballot-seal.js';
import type { Subjects } from '../subjects.js';
import { itemFacts, meetingFacts } from './meeting-facts.js';

const itemOn = async (look: Lookup, { id, itemId }: Pick<ItemCommand, 'id' | 'itemId'>): Promise<Item | undefined> => {
  const { state } = await look.state(meetingDecider, id);
  return state && itemOf(state, itemId);
};

/** A key is made only where a vote may be opened, so that none is left behind by what comes too late. */
const sealing = (keys: BallotKeys, subjects: Subjects): Preparation =>
  prepare(OpenVote, async (command, look) => {
    const { id: meetingId, itemId, ballot } = command;
    const { state } = await look.state(meetingDecider, meetingId);
    const voteIsNext = state?.takenUp === itemId && !itemOf(state, itemId)?.vote;
    const seal = ballot === 'secret' && voteIsNext ? await keys.seal({ meetingId, itemId }) : undefined;
    return [Object.assign(command, await itemFacts(command, look, subjects), { seal })];
  });

/** From here on nothing holds the choice but the sealed ballot, which a second look at the command leaves as it is. */
const casting = prepare(CastVote, async (command, look) => {
  const { vote } = (await itemOn(look, command)) ?? {};
  if (vote?.ballot === 'named' || command.choice === undefined) return [command];
  const ballot = vote?.seal && (await sealed(vote.seal, command.choice));
  return [Object.assign(command, { choice: undefined, sealed: ballot })];
});

/** Ballots are opened when all are cast, not before. */
const opening = async (command: DecideItem, look: Lookup, keys: BallotKeys): Promise<DecideItem> => {
  const { vote, outcome } = (await itemOn(look, command)) ?? {};
  const complete = vote?.ballot === 'secret' && !outcome && vote.cast.length === vote.voters.length;
  const { id: meetingId, itemId } = command;
  return Object.assign(command, { opened: complete ? await keys.open({ meetingId, itemId }, vote) : undefined });
};

/** Of a named vote there is none; a secret one that was refused may have left one. */
const destroyed = async (meetingId: string, items: readonly Item[], keys: BallotKeys): Promise<void> => {
  const sealed = items.filter(({ vote }) => vote?.ballot !== 'named');
  for (const { itemId } of sealed) await keys.destroy({ meetingId, itemId });
};

const endedWithItsKey =
  (keys: BallotKeys) =>
  async (command: DecideItem | PutOffItem, look: Lookup): Promise<void> => {
    const item = await itemOn(look, command);
    if (item) await destroyed(command.id, [item], keys);
  };

const deciding = (keys: BallotKeys): Preparation =>
  prepare(DecideItem, async (command, look) => [await opening(command, look, keys)], endedWithItsKey(keys));

const puttingOff = (keys: BallotKeys, subjects: Subjects): Preparation =>
  prepare(
    PutOffItem,
    async (command, look) => [Object.assign(command, await itemFacts(command, look, subjects))],
    endedWithItsKey(keys),
  );

/** Destroys once more what a process that died between decision and destruction has left. */
const closing = (keys: BallotKeys): Preparation =>
  prepare(CloseMeeting, async (command, look) => {
    const { meeting, body } = await meetingFacts(look, command.id);
    const ended = meeting?.items.filter(({ outcome }) => outcome) ?? [];
    await destroyed(command.id, ended, keys);
    return [Object.assign(command, { body })];
  });

const cancelling = (keys: BallotKeys): Preparation =>
  prepare(
    CancelMeeting,
    async (command, look) => [Object.assign(command, { body: (await meetingFacts(look, command.id)).body })],
    async ({ id }, look) => destroyed(id, (await meetingFacts(look, id)).meeting?.items ?? [], keys),
  );

export const ballotPreparations = (keys: BallotKeys, subjects: Subjects): Preparation[] => [
  sealing(keys, subjects),
  casting,
  deciding(keys),
  puttingOff(keys, subjects),
  closing(keys),
  cancelling(keys),
];
