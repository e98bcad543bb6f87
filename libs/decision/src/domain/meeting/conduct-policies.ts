import { type Command, dateOf } from '#event-sourcing';
import type { DecisionProblem } from '../problems.js';
import { type Policy, unless } from '../commands.js';
import type { ConveneMeeting, Form, MoveMeeting } from './commands.js';
import type { MeetingFacts } from './facts.js';
import type { ConvenedMeeting, Meeting } from './state.js';

/** As the body stands before the meeting is opened, as frozen from then on; by person, not by account. */
const conducting = ({ body }: MeetingFacts, meeting: Meeting) => meeting?.opened ?? body;

export const onlySecretaryOrChairConductsTheMeeting: Policy<Command, Meeting, MeetingFacts> = (
  { actor },
  meeting,
  facts,
) => {
  const { chair, secretary } = conducting(facts, meeting) ?? {};
  const { personId, name } = actor;
  return unless([chair?.id, secretary?.id].includes(personId), 'meeting.not-secretary-nor-chair', {
    person: name,
    secretary: secretary?.name,
    chair: chair?.name,
  });
};

/** The one who was secretary in the meeting, or is so now. */
export const theSecretaryKeepsTheRecord: Policy<Command, Meeting, MeetingFacts> = ({ actor }, meeting, { body }) => {
  const secretaries = [meeting?.opened?.secretary, body?.secretary];
  return unless(
    secretaries.some((one) => one?.id === actor.personId),
    'record.not-secretary',
    {
      person: actor.name,
      secretary: secretaries.at(-1)?.name ?? secretaries[0]?.name,
    },
  );
};

const insteadOf: Readonly<Record<Exclude<Form, 'meeting'>, DecisionProblem>> = {
  circulation: 'meeting.by-circulation',
  'one-by-one': 'meeting.by-consultation',
  'on-site': 'meeting.on-site',
};

export const nothingReplacesAMeeting: Policy<ConveneMeeting, Meeting, MeetingFacts> = ({ form }, _, { body }) =>
  form === 'meeting' ? undefined : { code: insteadOf[form], details: { form, body: body?.name } };

/** What is entered later stands on what was written then. */
export const aMeetingOfThePastComesWithPapersAndAReason: Policy<ConveneMeeting, Meeting> = ({
  heldOn,
  papers,
  reason,
  effectiveAt,
}) => {
  const today = dateOf(effectiveAt);
  const asked = heldOn < today;
  const told = { heldOn, today, papers: papers.length };
  if (!asked) return unless(papers.length === 0, 'meeting.papers-not-asked', { field: 'papers', ...told });
  const field = papers.length === 0 ? 'papers' : 'reason';
  return unless(papers.length > 0 && !!reason, 'meeting.past-without-papers', { field, ...told });
};

export const aMeetingIsMovedToADayThatHasNotPassed: Policy<MoveMeeting, ConvenedMeeting> = ({ heldOn, effectiveAt }) =>
  unless(heldOn >= dateOf(effectiveAt), 'meeting.moved-to-the-past', {
    field: 'heldOn',
    heldOn,
    today: dateOf(effectiveAt),
  });

export const aMeetingOfThePastStaysOnItsDay: Policy<MoveMeeting, ConvenedMeeting> = (_, { entered, heldOn }) =>
  unless(entered === undefined, 'meeting.of-the-past', { heldOn, papers: entered?.papers.length });

export const reviewsStayBehindTheMeeting: Policy<MoveMeeting, ConvenedMeeting> = ({ heldOn }, { items }) => {
  const item = items.find(({ reviewOn }) => reviewOn !== undefined && reviewOn <= heldOn);
  return (
    item && {
      code: 'item.review-date-not-ahead',
      details: { field: 'heldOn', number: item.number, reviewOn: item.reviewOn, heldOn },
    }
  );
};

export const aMeetingIsHeldUnderAChair: Policy<Pick<ConveneMeeting, 'heldOn'>, Meeting, MeetingFacts> = (
  { heldOn },
  _,
  { body },
) => unless(body?.chair !== undefined, 'meeting.before-chair', { field: 'heldOn', heldOn, body: body?.name });
