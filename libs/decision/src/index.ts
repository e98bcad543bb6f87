import { type DeclaredContext, isStored, type NamedThing, someOf } from '#event-sourcing-nest';
import { decisionActs } from './acts.js';
import { decisionEventTypes } from './event-types.js';
import { mustStay, personDecider, postOn } from '#identity';
import { body as bodyDecider } from './domain/body/body.js';
import { meeting as meetingDecider } from './domain/meeting/meeting.js';
import { ballotHandlings } from './facts/ballot-handlings.js';
import { bodyHandlings } from './facts/body-handlings.js';
import type { Directory } from './facts/directory.js';
import { meetingHandlings } from './facts/meeting-handlings.js';
import { BallotKeys } from './seals/ballot-keys.js';
import type { SecretKeeper } from './seals/secret-keeper.js';
import { MeetingVisibility } from './http/meeting-visibility.js';
import { bodies } from './projections/bodies.js';
import { meeting } from './projections/meeting.js';
import { meetings } from './projections/meetings.js';
import { meetingsWaiting } from './waiting.js';
import { readingProblems } from './http/problems.js';
import { decisionProblems as ruleProblems } from './domain/problems.js';
import type { Subjects } from './subjects.js';

/** Read from the streams themselves: a person registered a moment ago is known. */
const directory: Directory = {
  person: async (id, day, look) => {
    const { state } = await look.state(personDecider, id);
    if (!state) return undefined;
    mustStay(id, state);
    const held = postOn(state.posts, day);
    return { id, name: state.name, post: held?.post, unit: held?.unit.name };
  },
};

const isStoredMeeting = isStored(meetingDecider);

const isMeetingRead: NamedThing['isKnown'] = async (id, asking) =>
  (await isStoredMeeting(id, asking)) && new MeetingVisibility(asking.engine.lookup, asking.who).mayRead(id);

export const decisionProblems = { ...ruleProblems, ...readingProblems };

/** Bodies, their rules, meetings, votes and records. */
export const decision = (subjects: Subjects, keeper: SecretKeeper): DeclaredContext => ({
  name: 'decision',
  deciders: [bodyDecider, meetingDecider],
  views: [bodies, meetings, meeting],
  handlings: [
    ...bodyHandlings(directory),
    ...meetingHandlings(directory, subjects),
    ...ballotHandlings(new BallotKeys(keeper), subjects),
  ],
  acts: decisionActs,
  problems: decisionProblems,
  eventTypes: decisionEventTypes,
  pictures: { body: bodies, meeting },
  waiting: [meetingsWaiting],
  named: {
    body: {
      shownBy: decisionActs.FindBody,
      isKnown: isStored(bodyDecider),
      choices: ({ views }) => someOf(views.reader, bodies, ({ name }) => name),
    },
    meeting: { shownBy: decisionActs.FindMeeting, isKnown: isMeetingRead },
  },
});

export { bodyDecider, meetingDecider };
export { entitledOn } from './domain/body/membership.js';

export { bodies, meeting, meetings };
export { DecisionModule } from './decision.module.js';
export { mayReadMeeting } from './http/access.js';
export { MeetingVisibility } from './http/meeting-visibility.js';
export { decisionActs };
export type { MeetingWork } from './waiting.js';
export type { Subjects } from './subjects.js';
export type { SecretKeeper } from './seals/secret-keeper.js';
export { recordOf, type RecordContent, type RecordedItem } from './domain/meeting/record.js';
export type { ConvenedMeeting, Meeting } from './domain/meeting/state.js';
export * from './domain/body/commands.js';
export * from './domain/meeting/commands.js';
export { decisionEventTypes };
export type { BodyFacts, SubjectFacts } from './domain/meeting/conduct.js';
export type * from './domain/body/events.js';
export type * from './domain/meeting/events.js';
export * from './domain/rules/presets.js';
export * from './domain/rules/rule-set.js';
