import type { Instant, Lookup, PlainDate } from '#event-sourcing';
import { body as bodyDecider } from '../domain/body/body.js';
import { chairOn, entitledSince } from '../domain/body/membership.js';
import type { ItemCommand, BodyFacts, ItemFacts, SubjectFacts } from '../domain/meeting/conduct.js';
import { meeting as meetingDecider } from '../domain/meeting/meeting.js';
import { type ConvenedMeeting, itemOf } from '../domain/meeting/state.js';
import type { Matter } from '../domain/rules/rule-set.js';
import type { Subjects } from '../subjects.js';

/** A meeting of a body: on which day it is held, and since when it is convened. */
export interface Sitting {
  readonly day: PlainDate;
  readonly convenedAt?: Instant;
}

/** The body as of the day of the meeting; absent when there is none. */
export const bodyFacts = async (look: Lookup, id: string, sitting: Sitting): Promise<BodyFacts | undefined> => {
  const { day } = sitting;
  const { state } = await look.state(bodyDecider, id);
  if (!state) return undefined;
  const { name, dissolved, competence, ruleSet, secretary, members } = state;
  return {
    id,
    name,
    dissolved,
    competence,
    ruleSet,
    entitled: entitledSince(state, sitting),
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
  if (!state) return {};
  const { body, heldOn: day, convenedAt } = state;
  return { meeting: state, body: await bodyFacts(look, body.id, { day, convenedAt }) };
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
