import type { Subject, SubjectFacts, Subjects } from '#decision';
import { alike, comparePositions, type Lookup, type Position } from '#event-sourcing';
import { plan } from './domain/plan/plan.js';
import { reviewOf } from './domain/issue/state.js';
import type { ByMeeting, BySignOffs } from './domain/round/events.js';
import { round } from './domain/round/round.js';
import { strongerPlanPolicy } from './domain/round/strength.js';
import { type IssuePicture, pictureOf } from './facts/closure-facts.js';
import { cutText } from '#shapes';

const LOOKS = 5;
const TITLE_LENGTH = 61;

/**
 * Looks until two looks in a row find all streams at the same place: then there was a moment at which all of them stood
 * there, and whatever comes behind the newest position is news. A subject that never rests is given as last seen.
 */
const settled = async (look: Lookup, id: string): Promise<IssuePicture> => {
  let seen = await pictureOf(look, id);
  for (let looks = 1; looks < LOOKS; looks++) {
    const again = await pictureOf(look, id);
    if (alike(again.read, seen.read)) return again;
    seen = again;
  }
  return seen;
};

const newest = (read: readonly { readonly position: Position }[]): Position =>
  read
    .map(({ position }) => position)
    .sort(comparePositions)
    .at(-1)!;

const wayOf = (policy: BySignOffs | ByMeeting): SubjectFacts['way'] =>
  policy.way === 'meeting' ? { by: 'meeting', body: policy.body } : { by: 'sign-offs' };

/** Everybody who did anything about it up to now, endorsers too: the same person never signs two levels. */
const involvedIn = ({ issue, facts }: IssuePicture): string[] => {
  const workers = facts.linkedTasks.flatMap(({ involved }) => involved);
  const endorsers = (reviewOf(issue)?.endorsements ?? []).map(({ personId }) => personId);
  const { reporters, evidenceProviders, handlers, requesters, recorders } = issue;
  const recorded = Object.values(recorders).flatMap((persons) => [...persons]);
  return [
    ...new Set([...reporters, ...evidenceProviders, ...handlers, ...requesters, ...recorded, ...workers, ...endorsers]),
  ].sort();
};

const issueSubject = (id: string, picture: IssuePicture, matter: string): Subject => {
  const { number, text, roundId } = picture.issue.delivered;
  return {
    kind: 'issue',
    id,
    title: `第${number}项问题${matter}：${cutText(text, TITLE_LENGTH)}`,
    roundId,
    contentHash: picture.facts.currentHash,
    position: newest(picture.read),
    involved: involvedIn(picture),
  };
};

const isStale = ({ issue, facts }: IssuePicture): boolean => {
  const requested = reviewOf(issue)?.contentHash;
  return requested !== undefined && requested !== facts.currentHash;
};

/** Why no body may be asked to decide it now. */
type NotReady = (picture: IssuePicture) => string | undefined;

const notReadyForClosure: NotReady = (picture) =>
  picture.issue.standing.status !== 'submitted'
    ? `issue.not-submitted`
    : isStale(picture)
      ? 'issue.changed-since-request'
      : undefined;

const notReadyForLongTerm: NotReady = (picture) => {
  const { status } = picture.issue.standing;
  if (status === 'rectifying') return undefined;
  return status === 'submitted' ? notReadyForClosure(picture) : 'issue.not-rectifying';
};

const ofAnIssue =
  (matter: string, notReadyFor: NotReady): Subjects['closure'] =>
  async (id, look) => {
    const picture = await settled(look, id);
    if (picture.issue.standing.status === 'undelivered') return undefined;
    const subject = issueSubject(id, picture, matter);
    return { subject, notReady: notReadyFor(picture), way: wayOf(picture.facts.closurePolicy) };
  };

const ofAPlan: Subjects['plan'] = async (roundId, look) => {
  const { state, position } = await look.state(plan, roundId);
  if (!state.submitted) return undefined;
  const { title, edition, contentHash } = state.submitted;
  const present = (await look.state(round, roundId)).state.planPolicy;
  const planPolicy = strongerPlanPolicy(state.submitted.policy, present);
  return {
    subject: {
      kind: 'plan',
      id: roundId,
      title: `整改方案（第${edition}版）：${cutText(title, TITLE_LENGTH)}`,
      roundId,
      contentHash,
      position,
      involved: [...state.involved].sort(),
    },
    notReady: state.status === 'submitted' ? undefined : 'plan.not-submitted',
    way: wayOf(planPolicy),
  };
};

/** What meetings may be asked to decide of this context. Closures and long-term placements go one way, plans another. */
export const meetingSubjects: Subjects = {
  closure: ofAnIssue('销号', notReadyForClosure),
  longTerm: ofAnIssue('列入长期整改', notReadyForLongTerm),
  plan: ofAPlan,
};
