import type { Recorded } from '#event-sourcing';
import type { MeetingRules } from '../rules/rule-set.js';
import type { MeetingEvent } from './events.js';

/** What must hold of any history of a meeting, said over its events alone: no state, no policy and no decision is asked. */
type Kind = MeetingEvent['type'];
type Of<T extends Kind> = Recorded<Extract<MeetingEvent, { type: T }>>;
type History = readonly Recorded<MeetingEvent>[];

const all = <T extends Kind>(history: History, ...types: T[]): Of<T>[] =>
  history.filter(({ type }) => (types as Kind[]).includes(type)) as unknown as Of<T>[];

const ofItem = <T extends Kind>(history: History, itemId: string, ...types: T[]): Of<T>[] =>
  all(history, ...types).filter(({ data }) => (data as { itemId?: string }).itemId === itemId);

const before = (history: History, event: Recorded): History => history.slice(0, history.indexOf(event as never));

/** 出席 of the moment. */
const attendanceAt = (history: History, personId: string) =>
  all(history, 'AttendanceRecorded').findLast(({ data }) => data.person.id === personId)?.data.attendance;

const rulesOf = (history: History): MeetingRules =>
  all(history, 'MeetingOpened')[0]!.data.ruleSet.rules as MeetingRules;

const votesOf = (history: History, itemId: string) => ofItem(history, itemId, 'VoteCast', 'BallotCast');

/** Entitled, present, not recused and on the list of the vote. */
const mayVote = (past: History, itemId: string, personId: string): boolean =>
  [
    all(past, 'MeetingOpened')[0]?.data.entitled.some(({ person }) => person.id === personId),
    attendanceAt(past, personId) === 'present',
    !ofItem(past, itemId, 'MemberRecused').some(({ data }) => data.person.id === personId),
    ofItem(past, itemId, 'VoteOpened')[0]?.data.voters.some(({ id }) => id === personId),
  ].every(Boolean);

const strangerVotes = (history: History): string[] =>
  all(history, 'VoteCast', 'BallotCast').flatMap((vote) => {
    const { itemId, voter } = vote.data;
    const { actor, onBehalfOf } = vote.metadata;
    const own = actor.personId === voter.id && onBehalfOf === undefined;
    return own && mayVote(before(history, vote as never), itemId, voter.id) ? [] : [`${voter.name} has no vote`];
  });

const secondVotes = (history: History): string[] =>
  all(history, 'VoteCast', 'BallotCast')
    .filter((vote) =>
      votesOf(before(history, vote as never), vote.data.itemId).some(
        ({ data }) => data.voter.id === vote.data.voter.id,
      ),
    )
    .map(({ data }) => `${data.voter.name} votes twice`);

/** What only the world knows, by event id: what was cast, and what the thing was when the vote on it was opened. */
export interface Truth {
  readonly cast: ReadonlyMap<string, 'yes' | 'no' | 'abstain'>;
  readonly stood: ReadonlyMap<string, string>;
}

const enough = (history: History, itemId: string, yes: number): boolean => {
  const { passing, recused: counting } = rulesOf(history);
  const entitled = all(history, 'MeetingOpened')[0]!.data.entitled;
  const recused = entitled.filter(
    ({ person: { id } }) =>
      attendanceAt(history, id) === 'recused' ||
      ofItem(history, itemId, 'MemberRecused').some(({ data }) => data.person.id === id),
  ).length;
  const voters = ofItem(history, itemId, 'VoteOpened')[0]!.data.voters.length;
  const of = passing.of === 'present' ? voters : counting === 'entitled' ? entitled.length : entitled.length - recused;
  const share = passing.numerator * of;
  return yes >= 1 && (passing.inclusive ? yes * passing.denominator >= share : yes * passing.denominator > share);
};

const wrongResults = (history: History, truth: Truth): string[] =>
  all(history, 'ItemAdopted', 'ItemVotedDown').flatMap((outcome) => {
    const { itemId, result } = outcome.data;
    const past = before(history, outcome as never);
    const votes = votesOf(past, itemId);
    const yes = votes.filter(({ id }) => truth.cast.get(id) === 'yes').length;
    const complete = votes.length === ofItem(past, itemId, 'VoteOpened')[0]!.data.voters.length;
    const right = (outcome.type === 'ItemAdopted') === enough(past, itemId, yes) && result.yes === yes;
    return right && complete ? [] : [`${itemId} is ${outcome.type} by ${yes} yes of ${votes.length}`];
  });

const pinnedIn = (past: History, itemId: string): string | undefined =>
  ofItem(past, itemId, 'ItemPutOnAgenda', 'ItemPinnedAnew').at(-1)?.data.subject?.contentHash;

const otherHashes = (history: History, truth: Truth): string[] => [
  ...all(history, 'ItemAdopted', 'ItemVotedDown').flatMap(({ data: { itemId, subject } }) =>
    subject?.contentHash === pinnedIn(history, itemId) ? [] : [`${itemId} decided on ${subject?.contentHash}`],
  ),
  ...all(history, 'VoteOpened').flatMap((vote) => {
    const pinned = pinnedIn(before(history, vote), vote.data.itemId);
    return truth.stood.get(vote.id) === pinned ? [] : [`a vote on ${pinned}, which has changed`];
  }),
];

const unsignedSummaries = (history: History): string[] =>
  all(history, 'SummaryIssued').flatMap((summary) => {
    const past = before(history, summary);
    const inForce = all(past, 'RecordDrawnUp').at(-1)?.data.sha256;
    const signed = all(past, 'RecordSigned').filter(({ data }) => data.sha256 === inForce);
    const missing = all(past, 'MeetingOpened')[0]!
      .data.entitled.map(({ person }) => person)
      .filter(({ id }) => attendanceAt(past, id) === 'present')
      .filter(({ id }) =>
        signed.every(({ data, metadata }) => data.signatory.id !== id || metadata.actor.personId !== id),
      );
    return missing.map(({ name }) => `the summary lacks ${name}`);
  });

const lateEdits = (history: History): string[] => {
  const first = <T extends Kind>(...types: T[]) => all(history, ...types)[0]?.version ?? Infinity;
  const last = <T extends Kind>(...types: T[]) => all(history, ...types).at(-1)?.version ?? 0;
  const said: string[] = [];
  if (last('RecordDrawnUp') > first('RecordSigned')) said.push('the record is edited after a signature');
  if (last('AttendanceRecorded') > first('VoteOpened')) said.push('attendance changes after a vote');
  if (last('ItemPutOnAgenda', 'ItemTakenOffAgenda') > first('MeetingOpened'))
    said.push('the agenda changes in the meeting');
  if (history.length > first('MeetingCancelled')) said.push('something happens after the cancelling');
  const closing = first('MeetingClosed');
  const after = history.filter(({ version }) => version > closing).map(({ type }) => type);
  if (after.some((type) => !['RecordDrawnUp', 'RecordSigned', 'SummaryIssued'].includes(type)))
    said.push('acts after the closing');
  return said;
};

const chairsTooEarly = (history: History): string[] => {
  if (all(history, 'MeetingOpened').length === 0 || !rulesOf(history).chairSpeaksLast) return [];
  return all(history, 'ChairViewStated').flatMap((view) => {
    const { itemId, chair } = view.data;
    const past = before(history, view);
    const others = ofItem(past, itemId, 'VoteOpened')[0]?.data.voters.filter(({ id }) => id !== chair.id) ?? [];
    const cast = votesOf(past, itemId).map(({ data }) => data.voter.id);
    return others.every(({ id }) => cast.includes(id)) ? [] : [`${chair.name} speaks before others`];
  });
};

/** Everything in the history that must not be. */
export const breaches = (history: History, truth: Truth): string[] => [
  ...strangerVotes(history),
  ...secondVotes(history),
  ...wrongResults(history, truth),
  ...otherHashes(history, truth),
  ...unsignedSummaries(history),
  ...lateEdits(history),
  ...chairsTooEarly(history),
];
