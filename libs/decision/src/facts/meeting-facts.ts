import type { Lookup, PlainDate } from '#event-sourcing';
import { body as bodyDecider } from '../domain/body/body.js';
import { chairOn, entitledOn } from '../domain/body/membership.js';
import type { ItemCommand } from '../domain/meeting/commands.js';
import type { BodyFacts, ItemFacts, SubjectFacts } from '../domain/meeting/facts.js';
import { meeting as meetingDecider } from '../domain/meeting/meeting.js';
import { type ConvenedMeeting, itemOf } from '../domain/meeting/state.js';
import type { Matter } from '../domain/rules/rule-set.js';
import type { Subjects } from '../subjects.js';

/** The body as of the day of the meeting; absent when there is none. */
export const bodyFacts = async (look: Lookup, id: string, day: PlainDate): Promise<BodyFacts | undefined> => {
  const { state } = await look.state(bodyDecider, id);
  if (!state) return undefined;
  const { name, dissolved, competence, ruleSet, secretary, members } = state;
  return {
    id,
    name,
    dissolved,
    competence,
    ruleSet,
    entitled: entitledOn(state, day),
    chair: chairOn(members, day),
    secretary,
  };
};

export interface MeetingWithBody {
  readonly meeting?: ConvenedMeeting;
  readonly body?: BodyFacts;
}

/** The meeting and its body; both absent when there is no such meeting. */
export const meetingFacts = async (look: Lookup, id: string): Promise<MeetingWithBody> => {
  const { state } = await look.state(meetingDecider, id);
  return state ? { meeting: state, body: await bodyFacts(look, state.body.id, state.heldOn) } : {};
};

const portOf = { plan: 'plan', closure: 'closure', 'long-term': 'longTerm' } as const;

/** The thing that the matter is about, as its own context tells it now. */
export const subjectFacts = async (
  subjects: Subjects,
  look: Lookup,
  { matter, id }: { readonly matter: Matter; readonly id: string | undefined },
): Promise<SubjectFacts | undefined> => {
  if (id === undefined || matter === 'appointment' || matter === 'other') return undefined;
  return subjects[portOf[matter]](id, look);
};

/** For a command on an item: the body, and the item's subject as it is now. */
export const itemFacts = async ({ id, itemId }: ItemCommand, look: Lookup, subjects: Subjects): Promise<ItemFacts> => {
  const { meeting, body } = await meetingFacts(look, id);
  const item = meeting && itemOf(meeting, itemId);
  const asked = item && { matter: item.matter, id: item.subject?.id };
  return { body, current: asked && (await subjectFacts(subjects, look, asked)) };
};
