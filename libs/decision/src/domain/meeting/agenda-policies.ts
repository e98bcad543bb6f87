import { type DecisionProblem, type Policy, unless } from '../errors.js';
import type { Matter } from '../rules/rule-set.js';
import type { ItemCommand, PutOnAgenda, SubjectFacts } from './commands.js';
import type { ConvenedMeeting, Item } from './state.js';

type Particular = 'subjectId' | 'title' | 'reviewOn';

const asked: Readonly<Record<Matter, readonly Particular[]>> = {
  plan: ['subjectId'],
  closure: ['subjectId'],
  'long-term': ['subjectId', 'reviewOn'],
  appointment: ['title'],
  other: ['title'],
};

const particulars: readonly Particular[] = ['subjectId', 'title', 'reviewOn'];

export const theBodyIsCompetentForTheMatter: Policy<PutOnAgenda, ConvenedMeeting> = ({ matter, body }) =>
  unless(body!.competence.includes(matter), 'body.not-competent', {
    body: body!.name,
    matter,
    competence: body!.competence,
  });

export const anItemSaysWhatItsMatterAsksFor: Policy<PutOnAgenda, ConvenedMeeting> = (command) => {
  const { matter } = command;
  const wrong = particulars.find((field) => (command[field] !== undefined) !== asked[matter].includes(field));
  if (!wrong) return undefined;
  const code: DecisionProblem = asked[matter].includes(wrong)
    ? 'item.particulars-missing'
    : 'item.particulars-not-asked';
  return { code, details: { field: wrong, matter, asked: asked[matter] } };
};

/** Only asked where the item is about something. */
type AboutSubject = Policy<{ readonly current?: SubjectFacts }, ConvenedMeeting>;

export const theSubjectIsReadyToBeDecided: AboutSubject = ({ current }) =>
  unless(current?.notReady === undefined, 'item.not-ready', {
    title: current?.subject.title,
    why: current?.notReady,
  });

export const thePolicyOfTheRoundSaysMeeting: AboutSubject = ({ current }) =>
  unless(current?.way.by !== 'sign-offs', 'item.other-way', { title: current?.subject.title, way: current?.way.by });

export const thePolicyOfTheRoundNamesThisBody: AboutSubject = ({ current }, { body }) => {
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

const sameThing = ({ current, title }: PutOnAgenda, item: Item): boolean =>
  current
    ? item.subject?.kind === current.subject.kind && item.subject.id === current.subject.id
    : item.subject === undefined && item.title === title;

export const nothingIsOnTheAgendaTwice: Policy<PutOnAgenda, ConvenedMeeting> = (command, { items }) => {
  const twin = items.find((one) => sameThing(command, one));
  return twin && { code: 'item.twice', details: { number: twin.number, title: twin.title } };
};

export const aReviewComesAfterTheMeeting: Policy<PutOnAgenda, ConvenedMeeting> = ({ reviewOn }, { heldOn }) =>
  unless(reviewOn === undefined || reviewOn > heldOn, 'item.review-date-not-ahead', {
    field: 'reviewOn',
    reviewOn,
    heldOn,
  });

export const theSubjectStillExists: Policy<ItemCommand, Item> = ({ current }, { subject, number }) =>
  unless(subject === undefined || current !== undefined, 'item.subject-unknown', { number, subjectId: subject?.id });

export const theSubjectIsAsItWasPinned: Policy<ItemCommand, Item> = ({ current }, { subject, number, title }) =>
  unless(subject === undefined || current?.subject.contentHash === subject.contentHash, 'item.changed-since-pinned', {
    number,
    title,
    pinned: subject?.contentHash,
    current: current?.subject.contentHash,
  });
