import type { Command } from '#event-sourcing';
import { type DecisionProblem, type Policy, unless } from '../errors.js';
import type { ConveneMeeting, Form } from './commands.js';
import type { MeetingFacts } from './facts.js';
import { type Meeting } from './state.js';

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

export const aMeetingIsHeldUnderAChair: Policy<ConveneMeeting, Meeting, MeetingFacts> = ({ heldOn }, _, { body }) =>
  unless(body?.chair !== undefined, 'meeting.before-chair', { field: 'heldOn', heldOn, body: body?.name });
