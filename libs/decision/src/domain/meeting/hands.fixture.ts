import { all, attendanceAt, before, type History, ofItem } from './history.fixture.js';

const byHands = (past: History, itemId: string) => ofItem(past, itemId, 'ItemRecorded').at(-1);

/** Each who is counted in a show of hands was there, had a vote and is counted once. */
export const strangerHands = (history: History): string[] =>
  all(history, 'ItemRecorded').flatMap((told) => {
    const { voters, recusals, result, itemId } = told.data;
    const past = before(history, told);
    const isSeated = (id: string) =>
      all(past, 'MeetingOpened')[0]!.data.entitled.some(({ person }) => person.id === id) &&
      attendanceAt(past, id) === 'present' &&
      ![...recusals, ...ofItem(past, itemId, 'MemberRecused').map(({ data }) => data)].some(
        ({ person }) => person.id === id,
      );
    const ids = (result.votes ?? []).map(({ person }) => person.id);
    const right = new Set(ids).size === ids.length && ids.length === voters.length && ids.every(isSeated);
    return right ? [] : [`${itemId} is entered with the hands of strangers`];
  });

const signedIn = (past: History): string[] => {
  const inForce = all(past, 'RecordDrawnUp').at(-1)?.data.sha256;
  return all(past, 'RecordSigned')
    .filter(({ data, metadata }) => data.sha256 === inForce && metadata.actor.personId === data.signatory.id)
    .map(({ data }) => data.signatory.id);
};

/** What was told from the room is decided by as many signatures of those who voted for it as it needs, never by one. */
export const unsignedHands = (history: History): string[] =>
  all(history, 'ItemAdopted', 'ItemVotedDown').flatMap((outcome) => {
    const { itemId, result } = outcome.data;
    const past = before(history, outcome as never);
    const told = byHands(past, itemId);
    if (ofItem(past, itemId, 'VoteOpened').length > 0) return [];
    if (!told) return [`${itemId} is decided without a vote`];
    const { voters, adopted } = told.data;
    const signed = signedIn(past);
    const votes = told.data.result.votes!.filter(({ person }) => signed.includes(person.id));
    const yes = votes.filter(({ choice }) => choice === 'yes').length;
    const rest = voters.length - (votes.length - yes);
    const enough = adopted ? yes >= 2 && yes >= result.needed : votes.length >= 2 && rest < result.needed;
    const right = enough && (outcome.type === 'ItemAdopted') === adopted;
    return right ? [] : [`${itemId} is ${outcome.type} by ${votes.length} signatures`];
  });
