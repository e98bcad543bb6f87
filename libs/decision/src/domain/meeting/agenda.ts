import { type Command, mustBePlannedWithinSense, onFacts } from '#event-sourcing';
import {
  type DecisionProblem,
  IsId,
  IsName,
  IsMatter,
  IsOptional,
  IsPlainDate,
  ItemCommand,
  type ItemFacts,
  type Matter,
  MeetingCommand,
  type MeetingFacts,
  must,
  mustBeAt,
  mustBeOnAgenda,
  mustBeUndecided,
  mustHaveBody,
  mustNotBeVotedOn,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  type Policy,
  unless,
} from './conduct.js';
import type { ItemPutOnAgenda, MeetingEvent } from './events.js';
import type { ConvenedMeeting, Item, Meeting } from './state.js';

interface Agendum {
  readonly matter: Matter;
  readonly subjectId?: string;
  readonly title?: string;
  readonly reviewOn?: string;
}

export class AgendumBody implements Agendum {
  @IsMatter() matter!: Matter;
  /** Id of the issue, or of the round whose plan it is; not with appointments and other matters. */
  @IsOptional() @IsId() subjectId?: string;
  /** With appointments and other matters. */
  @IsOptional() @IsName(300) title?: string;
  /** With long-term. */
  @IsOptional() @IsPlainDate() reviewOn?: string;
}

export class PutOnAgenda extends MeetingCommand implements Agendum {
  @IsMatter() matter!: Matter;
  /** Id of the issue, or of the round whose plan it is; not with appointments and other matters. */
  @IsOptional() @IsId() subjectId?: string;
  /** With appointments and other matters. */
  @IsOptional() @IsName(300) title?: string;
  /** With long-term. */
  @IsOptional() @IsPlainDate() reviewOn?: string;
}

export class TakeOffAgenda extends MeetingCommand {
  @IsId() itemId!: string;
}

/** Takes the thing as it stands now in place of what was pinned before. */
export class PinAnew extends ItemCommand {}

/** What somebody puts on an agenda. */
type Listing = Agendum & Pick<Command, 'actor'>;

type Particular = 'subjectId' | 'title' | 'reviewOn';

const asked: Readonly<Record<Matter, readonly Particular[]>> = {
  plan: ['subjectId'],
  closure: ['subjectId'],
  'long-term': ['subjectId', 'reviewOn'],
  appointment: ['title'],
  other: ['title'],
};

const particulars: readonly Particular[] = ['subjectId', 'title', 'reviewOn'];

const theBodyIsCompetentForTheMatter: Policy<Listing, ConvenedMeeting, MeetingFacts> = ({ matter }, _, { body }) =>
  unless(body!.competence.includes(matter), 'body.not-competent', {
    body: body!.name,
    matter,
    competence: body!.competence,
  });

const anItemSaysWhatItsMatterAsksFor: Policy<Listing, ConvenedMeeting> = (command) => {
  const { matter } = command;
  const wrong = particulars.find((field) => (command[field] !== undefined) !== asked[matter].includes(field));
  if (!wrong) return undefined;
  const code: DecisionProblem = asked[matter].includes(wrong)
    ? 'item.particulars-missing'
    : 'item.particulars-not-asked';
  return { code, details: { field: wrong, matter, asked: asked[matter] } };
};

/** Only asked where the item is about something. */
type AboutSubject = Policy<Pick<Command, 'actor'>, ConvenedMeeting, ItemFacts>;

const theSubjectIsReadyToBeDecided: AboutSubject = (_command, _meeting, { current }) =>
  unless(current?.notReady === undefined, 'item.not-ready', {
    title: current?.subject.title,
    why: current?.notReady,
  });

const thePolicyOfTheRoundSaysMeeting: AboutSubject = (_command, _meeting, { current }) =>
  unless(current?.way.by !== 'sign-offs', 'item.other-way', { title: current?.subject.title, way: current?.way.by });

const thePolicyOfTheRoundNamesThisBody: AboutSubject = (_, { body }, { current }) => {
  if (current?.way.by !== 'meeting') return undefined;
  const named = current.way.body;
  return unless(named.id === body.id, 'item.other-body', {
    title: current.subject.title,
    policy: named.name,
    body: body.name,
  });
};

export const subjectPolicies = [
  theSubjectIsReadyToBeDecided,
  thePolicyOfTheRoundSaysMeeting,
  thePolicyOfTheRoundNamesThisBody,
];

const sameThing = ({ title }: Listing, { current }: ItemFacts, item: Item): boolean =>
  current
    ? item.subject?.kind === current.subject.kind && item.subject.id === current.subject.id
    : item.subject === undefined && item.title === title;

const nothingIsOnTheAgendaTwice: Policy<Listing, ConvenedMeeting, ItemFacts> = (command, { items }, facts) => {
  const twin = items.find((one) => sameThing(command, facts, one));
  const field = facts.current ? 'subjectId' : 'title';
  return twin && { code: 'item.twice', details: { field, number: twin.number, title: twin.title } };
};

const aReviewComesAfterTheMeeting: Policy<Listing, ConvenedMeeting> = ({ reviewOn }, { heldOn }) =>
  unless(reviewOn === undefined || reviewOn > heldOn, 'item.review-date-not-ahead', {
    field: 'reviewOn',
    reviewOn,
    heldOn,
  });

interface OfItem {
  readonly itemId: string;
}

/** The item as it comes on the agenda of the meeting. */
export const listed = (listing: Listing & OfItem, at: ConvenedMeeting, facts: ItemFacts): ItemPutOnAgenda => {
  const { itemId, matter, subjectId, reviewOn } = listing;
  const { current } = facts;
  obey([theBodyIsCompetentForTheMatter, anItemSaysWhatItsMatterAsksFor], listing, at, facts);
  must(subjectId === undefined || current, 'item.subject-unknown', { field: 'subjectId', matter, subjectId });
  obey([...subjectPolicies, nothingIsOnTheAgendaTwice, aReviewComesAfterTheMeeting], listing, at, facts);
  const subject = current?.subject;
  const title = subject?.title ?? listing.title!;
  return { type: 'ItemPutOnAgenda', data: { itemId, number: at.lastNumber + 1, matter, title, subject, reviewOn } };
};

export const putOnAgenda = (command: PutOnAgenda, meeting: Meeting, facts: ItemFacts): MeetingEvent[] => {
  const at = mustBeAt(command, meeting, 'convened');
  mustHaveBody(facts);
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const { actor, matter, subjectId, title, reviewOn, commandId: itemId } = command;
  mustBePlannedWithinSense(command, { reviewOn });
  return [listed({ actor, itemId, matter, subjectId, title, reviewOn }, at, facts)];
};

export const pinAnew = (command: PinAnew, meeting: Meeting, facts: ItemFacts): MeetingEvent[] => {
  const { itemId } = command;
  const { current } = facts;
  const at = mustBeAt(command, meeting, 'convened', 'open');
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const item = mustBeOnAgenda(at, itemId);
  mustBeUndecided(item);
  must(item.subject, 'item.no-subject', { number: item.number, title: item.title });
  must(current, 'item.subject-unknown', { number: item.number, subjectId: item.subject.id });
  if (current.subject.contentHash === item.subject.contentHash) return [];
  mustNotBeVotedOn(item);
  obey(subjectPolicies, command, at, facts);
  return [{ type: 'ItemPinnedAnew', data: { itemId, subject: current.subject } }];
};

export const takeOffAgenda = (command: TakeOffAgenda, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  const { itemId } = command;
  const at = mustBeAt(command, meeting, 'convened');
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  if (at.takenOff.includes(itemId)) return [];
  const { title } = mustBeOnAgenda(at, itemId);
  return [{ type: 'ItemTakenOffAgenda', data: { itemId, title } }];
};

export const agendaDecisions = [
  onFacts(PutOnAgenda, putOnAgenda, 'ItemPutOnAgenda'),
  onFacts(PinAnew, pinAnew, 'ItemPinnedAnew'),
  onFacts(TakeOffAgenda, takeOffAgenda, 'ItemTakenOffAgenda'),
];
