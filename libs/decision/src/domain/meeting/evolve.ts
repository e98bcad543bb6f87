import { evolving, type Recorded } from '#event-sourcing';
import type {
  AttendanceRecorded,
  ItemRecorded,
  MeetingConvened,
  MeetingEvent,
  MeetingMoved,
  RecordCorrected,
  RecordSigned,
} from './events.js';
import { oncePerPerson } from '../body/once-per-person.js';
import {
  type ConvenedMeeting,
  freshItem,
  freshMeeting,
  hasCast,
  type Item,
  type Meeting,
  type Outcome,
  type Vote,
  withCall,
} from './state.js';

const convened = (_: Meeting, event: Recorded<MeetingConvened>): Meeting => freshMeeting(event.data, event);

/** Who was called for the day before is called anew. */
const moved = (meeting: ConvenedMeeting, { data, metadata }: Recorded<MeetingMoved>): ConvenedMeeting => ({
  ...meeting,
  ...data.to,
  attendance: [],
  moves: [...meeting.moves, { ...data, at: metadata.effectiveAt, reason: metadata.reason }],
});

/** Of a meeting that was never convened nothing changes. */
const once =
  <Fact>(fold: (meeting: ConvenedMeeting, fact: Fact) => ConvenedMeeting) =>
  (meeting: Meeting, fact: Fact): Meeting =>
    meeting && fold(meeting, fact);

interface OfItem {
  readonly data: { readonly itemId: string };
}

/** Changes the one item that the fact is about. */
const item = <Fact extends OfItem>(change: (one: Item, fact: Fact) => Item) =>
  once<Fact>((meeting, fact) => ({
    ...meeting,
    items: meeting.items.map((one) => (one.itemId === fact.data.itemId ? change(one, fact) : one)),
  }));

const inVote = (one: Item, change: (vote: Vote) => Vote): Item => (one.vote ? { ...one, vote: change(one.vote) } : one);

/** Whoever is registered twice has the vote that was cast first. */
const withCast = (vote: Vote, cast: Vote['cast'][number]): Vote =>
  hasCast(vote, cast.voter.id) ? vote : { ...vote, cast: [...vote.cast, cast] };

/** What is decided or put off is dealt with no longer. */
const ended = <Fact extends OfItem>(outcome: (fact: Fact) => Outcome) =>
  once<Fact>((meeting, fact) => ({
    ...item<Fact>((one) => ({
      ...one,
      outcome: outcome(fact),
      attendance: one.attendance ?? meeting.attendance,
    }))(meeting, fact)!,
    takenUp: meeting.takenUp === fact.data.itemId ? undefined : meeting.takenUp,
  }));

/** Whoever leaves while the vote is open and has not voted is waited for no longer. */
const withoutVoter = (items: readonly Item[], personId: string): readonly Item[] =>
  items.map((one) => {
    const { vote, outcome } = one;
    if (!vote || outcome || hasCast(vote, personId)) return one;
    return { ...one, vote: { ...vote, voters: vote.voters.filter(({ id }) => id !== personId) } };
  });

const attending = (meeting: ConvenedMeeting, { data, metadata }: Recorded<AttendanceRecorded>): ConvenedMeeting => {
  const attendance = withCall(meeting.attendance, data);
  if (meeting.stage !== 'open') return { ...meeting, attendance };
  const movements = [...meeting.movements, { ...data, at: metadata.effectiveAt }];
  const items = data.attendance === 'present' ? meeting.items : withoutVoter(meeting.items, data.person.id);
  return { ...meeting, attendance, movements, items };
};

const told = (meeting: ConvenedMeeting, { data: { itemId, ...hands } }: Recorded<ItemRecorded>): ConvenedMeeting => {
  const items = meeting.items.map((one) =>
    one.itemId === itemId ? { ...one, hands, attendance: meeting.attendance } : one,
  );
  return { ...meeting, items, takenUp: meeting.takenUp === itemId ? undefined : meeting.takenUp };
};

/** Nobody has signed the new edition yet, and no summary is told from it. */
const corrected = (meeting: ConvenedMeeting, { data, metadata }: Recorded<RecordCorrected>): ConvenedMeeting => {
  const { record } = meeting;
  if (!record) return meeting;
  const { edition, sha256, text, number } = data;
  const corrections = [...record.corrections, { text, number, reason: metadata.reason }];
  const { remarks, form } = record;
  return { ...meeting, record: { remarks, form, edition, sha256, corrections, signatures: [] }, summary: undefined };
};

const signed = (meeting: ConvenedMeeting, { data }: Recorded<RecordSigned>): ConvenedMeeting => {
  const { record } = meeting;
  if (!record) return meeting;
  const { sha256, signatory } = data;
  if (record.signatures.some(({ id }) => id === signatory.id)) return meeting;
  return { ...meeting, record: { ...record, signatures: [...record.signatures, { ...signatory, sha256 }] } };
};

export const evolve = evolving<Meeting, MeetingEvent>({
  MeetingConvened: convened,
  MeetingMoved: once(moved),
  ItemPutOnAgenda: once((meeting, { data, recordedAt, metadata }) => ({
    ...meeting,
    items: [...meeting.items, { ...freshItem(data), putOnAt: recordedAt, asked: metadata.reason }],
    lastNumber: data.number,
  })),
  ItemPinnedAnew: item((one, { data }) => ({ ...one, subject: data.subject, title: data.subject.title })),
  ItemTakenOffAgenda: once((meeting, { data }) => ({
    ...meeting,
    items: meeting.items.filter(({ itemId }) => itemId !== data.itemId),
    takenOff: [...meeting.takenOff, data.itemId],
  })),
  AttendanceRecorded: once(attending),
  MeetingOpened: once((meeting, { data, metadata }) => ({
    ...meeting,
    stage: 'open',
    opened: { ...data, entitled: oncePerPerson(data.entitled), at: metadata.effectiveAt },
    rollCall: meeting.attendance,
  })),
  ItemTakenUp: once((meeting, { data }) => ({ ...meeting, takenUp: data.itemId })),
  DiscussionNoted: item((one, { data: { speaker, text } }) => ({ ...one, notes: [...one.notes, { speaker, text }] })),
  MemberRecused: item((one, { data: { person, cause, reason } }) => ({
    ...one,
    recusals: [...one.recusals, { person, cause, reason }],
  })),
  RecusalMoved: item((one, { data: { person, by } }) => ({
    ...one,
    motions: [...one.motions, { personId: person.id, by: by.id }],
  })),
  ItemRecorded: once(told),
  VoteOpened: item((one, { data: { ballot, voters, seal } }) => ({
    ...one,
    vote: { ballot, voters: oncePerPerson(voters), seal, cast: [] },
  })),
  VoteCast: item((one, { data: { voter, choice } }) => inVote(one, (vote) => withCast(vote, { voter, choice }))),
  BallotCast: item((one, { data: { voter, sealed } }) => inVote(one, (vote) => withCast(vote, { voter, sealed }))),
  ChairViewStated: item((one, { data: { chair, text } }) => ({ ...one, chairView: { chair, text } })),
  ItemAdopted: ended(({ data: { result } }) => ({ way: 'adopted', result })),
  ItemVotedDown: ended(({ data: { result } }) => ({ way: 'voted-down', result })),
  ItemPutOff: ended(({ data: { cause, current }, metadata: { reason } }) => ({
    way: 'put-off',
    cause,
    current,
    reason,
  })),
  MeetingClosed: once((meeting, { metadata }) => ({ ...meeting, stage: 'closed', closedAt: metadata.effectiveAt })),
  MeetingCancelled: once((meeting) => ({ ...meeting, stage: 'cancelled' })),
  RecordDrawnUp: once((meeting, { data }) => ({ ...meeting, record: { ...data, corrections: [], signatures: [] } })),
  RecordCorrectionProposed: once((meeting, { data: proposal }) => ({
    ...meeting,
    record: meeting.record && { ...meeting.record, proposal },
  })),
  RecordCorrected: once(corrected),
  RecordSigned: once(signed),
  SummaryIssued: once((meeting, { data }) => ({ ...meeting, summary: data })),
});
