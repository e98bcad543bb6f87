import { type Handling, handling, type Lookup } from '#event-sourcing';
import { CancelMeeting, CastVote, CloseMeeting, DecideItem, OpenVote, PutOffItem } from '../domain/meeting/commands.js';
import type { ItemCommand } from '../domain/meeting/conduct.js';
import { cancelMeeting, closeMeeting, putOffItem } from '../domain/meeting/ending.js';
import { decideItem, type CountFacts } from '../domain/meeting/outcome.js';
import { castVote, type BallotFacts } from '../domain/meeting/vote.js';
import { openVote, type VoteFacts } from '../domain/meeting/balloting.js';
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

/** Nothing is sealed, opened or destroyed for a rehearsal: what stands in for it is as long, and says nothing. */
const noSeal = {};

/** A key is made only where a vote may be opened, so that none is left behind by what comes too late. */
const sealing =
  (keys: BallotKeys, subjects: Subjects) =>
  async (command: OpenVote, look: Lookup): Promise<VoteFacts> => {
    const { id: meetingId, itemId, ballot } = command;
    const { state } = await look.state(meetingDecider, meetingId);
    const voteIsNext = state?.takenUp === itemId && !itemOf(state, itemId)?.vote;
    const facts = await itemFacts(command, look, subjects);
    if (ballot !== 'secret' || !voteIsNext) return facts;
    return { ...facts, seal: look.rehearsing ? noSeal : await keys.seal({ meetingId, itemId }) };
  };

const casting = async (command: CastVote, look: Lookup): Promise<BallotFacts> => {
  const { vote } = (await itemOn(look, command)) ?? {};
  if (!vote?.seal || vote.ballot === 'named' || command.choice === undefined) return {};
  return { sealed: look.rehearsing ? command.itemId : await sealed(vote.seal, command.choice) };
};

/** Ballots are opened when all are cast, not before. */
const counting =
  (keys: BallotKeys) =>
  async (command: DecideItem, look: Lookup): Promise<CountFacts> => {
    const { vote, outcome } = (await itemOn(look, command)) ?? {};
    const complete = vote?.ballot === 'secret' && !outcome && vote.cast.length === vote.voters.length;
    if (!complete) return {};
    if (look.rehearsing) return { opened: vote.cast.map(() => 'abstain') };
    const { id: meetingId, itemId } = command;
    return { opened: await keys.open({ meetingId, itemId }, vote) };
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

export const ballotHandlings = (keys: BallotKeys, subjects: Subjects): Handling[] => [
  handling(OpenVote, { decide: openVote, facts: sealing(keys, subjects) }),
  handling(CastVote, { decide: castVote, facts: casting }),
  handling(DecideItem, { decide: decideItem, facts: counting(keys), settle: endedWithItsKey(keys) }),
  handling(PutOffItem, {
    decide: putOffItem,
    facts: (command, look) => itemFacts(command, look, subjects),
    settle: endedWithItsKey(keys),
  }),
  handling(CloseMeeting, {
    decide: closeMeeting,
    /** Destroys once more what a process that died between decision and destruction has left. */
    facts: async ({ id }, look) => {
      const { meeting, body } = await meetingFacts(look, id);
      const ended = meeting?.items.filter(({ outcome }) => outcome) ?? [];
      if (!look.rehearsing) await destroyed(id, ended, keys);
      return { body };
    },
  }),
  handling(CancelMeeting, {
    decide: cancelMeeting,
    facts: async ({ id }, look) => ({ body: (await meetingFacts(look, id)).body }),
    settle: async ({ id }, look) => destroyed(id, (await meetingFacts(look, id)).meeting?.items ?? [], keys),
  }),
];
