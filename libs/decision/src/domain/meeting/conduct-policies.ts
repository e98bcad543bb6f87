import { type DecisionProblem, type Policy, unless } from '../errors.js';
import type { ConveneMeeting, Form } from './commands.js';
import type { OfBody } from './preconditions.js';
import { type Meeting } from './state.js';

/** As the body stands before the meeting is opened, as frozen from then on; by person, not by account. */
const conducting = ({ body }: OfBody, meeting: Meeting) => meeting?.opened ?? body;

export const onlySecretaryOrChairConductsTheMeeting: Policy<OfBody, Meeting> = (command, meeting) => {
  const { chair, secretary } = conducting(command, meeting) ?? {};
  const { personId, name } = command.actor;
  return unless([chair?.id, secretary?.id].includes(personId), 'meeting.not-secretary-nor-chair', {
    person: name,
    secretary: secretary?.name,
    chair: chair?.name,
  });
};

/** The one who was secretary in the meeting, or is so now. */
export const theSecretaryKeepsTheRecord: Policy<OfBody, Meeting> = ({ actor, body }, meeting) => {
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

export const nothingReplacesAMeeting: Policy<ConveneMeeting, Meeting> = ({ form, body }) =>
  form === 'meeting' ? undefined : { code: insteadOf[form], details: { form, body: body?.name } };

export const aMeetingIsHeldUnderAChair: Policy<ConveneMeeting, Meeting> = ({ heldOn, body }) =>
  unless(body?.chair !== undefined, 'meeting.before-chair', { field: 'heldOn', heldOn, body: body?.name });
