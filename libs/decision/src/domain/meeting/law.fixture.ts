import { strangerHands, unsignedHands } from './hands.fixture.js';
import {
  all,
  attendanceAt,
  before,
  type History,
  type Kind,
  ofItem,
  pinnedIn,
  rulesOf,
  votersIn,
  votesOf,
} from './history.fixture.js';

/** What must hold of any history of a meeting, said over its events alone: no state, no policy and no decision is asked. */
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

/** `past` ends with the outcome. */
const enough = (past: History, itemId: string, yes: number): boolean => {
  const { passing, recused: counting } = rulesOf(past);
  const entitled = all(past, 'MeetingOpened')[0]!.data.entitled;
  const recused = entitled.filter(
    ({ person: { id } }) =>
      attendanceAt(past, id) === 'recused' ||
      ofItem(past, itemId, 'MemberRecused').some(({ data }) => data.person.id === id),
  ).length;
  const voters = votersIn(past, itemId).length;
  const of = passing.of === 'present' ? voters : counting === 'entitled' ? entitled.length : entitled.length - recused;
  const share = passing.numerator * of;
  return yes >= 2 && (passing.inclusive ? yes * passing.denominator >= share : yes * passing.denominator > share);
};

const wrongResults = (history: History, truth: Truth): string[] =>
  all(history, 'ItemAdopted', 'ItemVotedDown').flatMap((outcome) => {
    const { itemId, result } = outcome.data;
    const past = before(history, outcome as never);
    if (ofItem(past, itemId, 'VoteOpened').length === 0) return [];
    const votes = votesOf(past, itemId);
    const yes = votes.filter(({ id }) => truth.cast.get(id) === 'yes').length;
    const complete = votes.length === votersIn(past, itemId).length;
    const right = (outcome.type === 'ItemAdopted') === enough(past, itemId, yes) && result.yes === yes;
    return right && complete ? [] : [`${itemId} is ${outcome.type} by ${yes} yes of ${votes.length}`];
  });

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
    const opening = all(past, 'MeetingOpened')[0]!;
    const there = (id: string) =>
      attendanceAt(before(past, opening), id) === 'present' ||
      all(past, 'AttendanceRecorded').some(
        ({ version, data }) => version > opening.version && data.person.id === id && data.attendance === 'present',
      );
    const missing = opening.data.entitled
      .map(({ person }) => person)
      .filter(({ id }) => there(id))
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
  if (last('ItemPutOnAgenda', 'ItemTakenOffAgenda') > first('MeetingOpened'))
    said.push('the agenda changes in the meeting');
  if (history.length > first('MeetingCancelled')) said.push('something happens after the cancelling');
  const closing = first('MeetingClosed');
  const after = history.filter(({ version }) => version > closing).map(({ type }) => type);
  const papers = ['RecordDrawnUp', 'RecordSigned', 'SummaryIssued', 'ItemAdopted', 'ItemVotedDown'];
  if (after.some((type) => !papers.includes(type))) said.push('acts after the closing');
  return said;
};

/** While a vote is open only a member may go who has not voted, and nobody with a seat may come. */
const movedVotes = (history: History): string[] =>
  all(history, 'AttendanceRecorded').flatMap((call) => {
    const past = before(history, call);
    const decided = all(past, 'ItemAdopted', 'ItemVotedDown', 'ItemPutOff').map(({ data }) => data.itemId);
    const open = all(past, 'VoteOpened').find(({ data }) => !decided.includes(data.itemId));
    const { person, attendance } = call.data;
    const isEntitled = all(past, 'MeetingOpened')[0]?.data.entitled.some((one) => one.person.id === person.id);
    if (!open || !isEntitled) return [];
    const { itemId } = open.data;
    const hasCast = votesOf(past, itemId).some(({ data }) => data.voter.id === person.id);
    const mayGo = attendance !== 'present' && !hasCast && votersIn(past, itemId).includes(person.id);
    return mayGo ? [] : [`attendance of ${person.name} changes while a vote is open`];
  });

/** Where the chair states a view before the vote: behind what another member said, and not without it. */
const chairsBeforeOthersSpeak = (history: History): string[] =>
  all(history, 'VoteOpened').flatMap((vote) => {
    const past = before(history, vote);
    const { itemId } = vote.data;
    const view = ofItem(past, itemId, 'ChairViewStated')[0];
    if (!view) return ['a vote before the chair has stated a view'];
    const others = ofItem(before(past, view), itemId, 'DiscussionNoted').filter(
      ({ data }) => data.speaker.id !== view.data.chair.id,
    );
    const until = before(past, view);
    const couldSpeak = all(past, 'MeetingOpened')[0]!.data.entitled.filter(
      ({ person: { id } }) =>
        id !== view.data.chair.id &&
        attendanceAt(until, id) === 'present' &&
        !ofItem(until, itemId, 'MemberRecused').some(({ data }) => data.person.id === id),
    );
    return others.length > 0 || couldSpeak.length === 0 ? [] : [`${view.data.chair.name} speaks before others`];
  });

const chairsTooEarly = (history: History): string[] => {
  if (all(history, 'MeetingOpened').length === 0 || !rulesOf(history).chairSpeaksLast) return [];
  if (rulesOf(history).chairStates === 'before-vote') return chairsBeforeOthersSpeak(history);
  return all(history, 'ChairViewStated').flatMap((view) => {
    const { itemId, chair } = view.data;
    const past = before(history, view);
    const opened = ofItem(past, itemId, 'VoteOpened').length > 0;
    const others = opened ? votersIn(past, itemId).filter((id) => id !== chair.id) : [];
    const cast = votesOf(past, itemId).map(({ data }) => data.voter.id);
    return opened && others.every((id) => cast.includes(id)) ? [] : [`${chair.name} speaks before others`];
  });
};

/** Everything in the history that must not be. */
export const breaches = (history: History, truth: Truth): string[] => [
  ...strangerVotes(history),
  ...secondVotes(history),
  ...wrongResults(history, truth),
  ...strangerHands(history),
  ...unsignedHands(history),
  ...otherHashes(history, truth),
  ...unsignedSummaries(history),
  ...lateEdits(history),
  ...movedVotes(history),
  ...chairsTooEarly(history),
];
