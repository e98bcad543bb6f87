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

const destroyAll = async (meetingId: string, items: readonly Item[], keys: BallotKeys): Promise<void> => {
  for (const { itemId } of items) await keys.destroy({ meetingId, itemId });
};

const deciding = (keys: BallotKeys): Preparation =>
  prepare(
    DecideItem,
    async (command, look) => [await opening(command, look, keys)],
    ({ id: meetingId, itemId }) => keys.destroy({ meetingId, itemId }),
  );

const puttingOff = (keys: BallotKeys, subjects: Subjects): Preparation =>
  prepare(
    PutOffItem,
    async (command, look) => [Object.assign(command, await itemFacts(command, look, subjects))],
    ({ id: meetingId, itemId }) => keys.destroy({ meetingId, itemId }),
  );

/** Destroys once more what a process that died between decision and destruction has left. */
const closing = (keys: BallotKeys): Preparation =>
  prepare(CloseMeeting, async (command, look) => {
    const { meeting, body } = await meetingFacts(look, command.id);
    const decided = meeting?.items.filter(({ outcome }) => outcome) ?? [];
    await destroyAll(command.id, decided, keys);
    return [Object.assign(command, { body })];
  });

const cancelling = (keys: BallotKeys): Preparation =>
  prepare(
    CancelMeeting,
    async (command, look) => [Object.assign(command, { body: (await meetingFacts(look, command.id)).body })],
    async ({ id }, look) => destroyAll(id, (await meetingFacts(look, id)).meeting?.items ?? [], keys),
  );

export const ballotPreparations = (keys: BallotKeys, subjects: Subjects): Preparation[] => [
  sealing(keys, subjects),
  casting,
  deciding(keys),
  puttingOff(keys, subjects),
  closing(keys),
  cancelling(keys),
];
