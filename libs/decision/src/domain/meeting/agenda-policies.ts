import type { Command } from '#event-sourcing';
import type { DecisionProblem } from '../problems.js';
import { type Policy, unless } from '../commands.js';
import type { Matter } from '../rules/rule-set.js';
import type { Agendum, ItemCommand } from './commands.js';
import type { ItemFacts, MeetingFacts } from './facts.js';
import type { ConvenedMeeting, Item } from './state.js';

/** What somebody puts on an agenda. */
export type Listing = Agendum & Pick<Command, 'actor'>;

type Particular = 'subjectId' | 'title' | 'reviewOn';

const asked: Readonly<Record<Matter, readonly Particular[]>> = {
  plan: ['subjectId'],
  closure: ['subjectId'],
  'long-term': ['subjectId', 'reviewOn'],
  appointment: ['title'],
  other: ['title'],
};

const particulars: readonly Particular[] = ['subjectId', 'title', 'reviewOn'];

export const theBodyIsCompetentForTheMatter: Policy<Listing, ConvenedMeeting, MeetingFacts> = (
  { matter },
  _,
  { body },
) =>
  unless(body!.competence.includes(matter), 'body.not-competent', {
    body: body!.name,
    matter,
    competence: body!.competence,
  });

export const anItemSaysWhatItsMatterAsksFor: Policy<Listing, ConvenedMeeting> = (command) => {
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

export const theSubjectIsReadyToBeDecided: AboutSubject = (_command, _meeting, { current }) =>
  unless(current?.notReady === undefined, 'item.not-ready', {
    title: current?.subject.title,
    why: current?.notReady,
  });

export const thePolicyOfTheRoundSaysMeeting: AboutSubject = (_command, _meeting, { current }) =>
  unless(current?.way.by !== 'sign-offs', 'item.other-way', { title: current?.subject.title, way: current?.way.by });

export const thePolicyOfTheRoundNamesThisBody: AboutSubject = (_, { body }, { current }) => {
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

export const nothingIsOnTheAgendaTwice: Policy<Listing, ConvenedMeeting, ItemFacts> = (command, { items }, facts) => {
  const twin = items.find((one) => sameThing(command, facts, one));
  return twin && { code: 'item.twice', details: { number: twin.number, title: twin.title } };
};

export const aReviewComesAfterTheMeeting: Policy<Listing, ConvenedMeeting> = ({ reviewOn }, { heldOn }) =>
  unless(reviewOn === undefined || reviewOn > heldOn, 'item.review-date-not-ahead', {
    field: 'reviewOn',
    reviewOn,
    heldOn,
  });

export const theSubjectStillExists: Policy<ItemCommand, Item, ItemFacts> = (_, { subject, number }, { current }) =>
  unless(subject === undefined || current !== undefined, 'item.subject-unknown', { number, subjectId: subject?.id });

export const theSubjectIsAsItWasPinned: Policy<ItemCommand, Item, ItemFacts> = (
  _,
  { subject, number, title },
  { current },
) =>
  unless(subject === undefined || current?.subject.contentHash === subject.contentHash, 'item.changed-since-pinned', {
    number,
    title,
    pinned: subject?.contentHash,
    current: current?.subject.contentHash,
  });
