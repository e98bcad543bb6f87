import { dateOf, type PlainDate } from '#event-sourcing';
import type { Command } from '#event-sourcing';
import { type Policy, unless } from '../errors.js';
import type { Membership } from './events.js';
import { entitledOn, lastChair, memberOn, overlap, type Period, unchairedDay } from './membership.js';
import { beyondReach, withinReachOfOne } from './rule-choice.js';
import type { EstablishedBody } from './state.js';

/** A command that names a person. */
interface Naming extends Command {
  readonly personId: string;
}

const today = ({ issuedAt }: Command): PlainDate => dateOf(issuedAt);

export const aPeriodEndsOnOrAfterItsFirstDay: Policy<Command & Period, unknown> = ({ from, to }) =>
  unless(to === undefined || from <= to, 'body.from-after-to', { field: 'to', from, to });

/** The three on memberships are asked of the list as it would become. */
export const everyMembershipEndsOnOrAfterItsFirstDay: Policy<Command, readonly Membership[]> = (_, members) => {
  const wrong = members.find(({ from, to }) => to !== undefined && from > to);
  return (
    wrong && { code: 'body.from-after-to', details: { member: wrong.person.name, from: wrong.from, to: wrong.to } }
  );
};

export const nobodyIsAMemberTwiceAtOneTime: Policy<Command, readonly Membership[]> = (_, members) => {
  const twice = members.find((one, i) =>
    members.slice(0, i).some((two) => two.person.id === one.person.id && overlap(one, two)),
  );
  return twice && { code: 'body.member-twice', details: { member: twice.person.name, from: twice.from, to: twice.to } };
};

export const thereIsOneChairAtEveryTime: Policy<Command, readonly Membership[]> = (command, members) => {
  const wrong = unchairedDay(members, today(command));
  return wrong && { code: 'body.without-chair', details: { ...wrong, count: wrong.chairs.length } };
};

export const theNewChairDoesNotBeginBeforeTheLast: Policy<Naming & Period, EstablishedBody> = ({ from }, body) => {
  const { person, from: since } = lastChair(body.members)!;
  return unless(from >= since, 'body.chair-before-last', { field: 'from', from, chair: person.name, since });
};

export const theChairStaysUntilAnotherIsAppointed: Policy<Naming & { to: PlainDate }, EstablishedBody> = (
  { personId, to },
  { members },
) => {
  const chair = members.find(
    (one) => one.position === 'chair' && one.person.id === personId && (one.to === undefined || one.to > to),
  );
  return chair && { code: 'body.chair-has-no-successor', details: { chair: chair.person.name, since: chair.from, to } };
};

export const onlyAMemberIsExcluded: Policy<Naming & Period, EstablishedBody> = ({ personId, from }, { members }) =>
  unless(memberOn(members, personId, from) !== undefined, 'body.not-a-member', { personId, on: from });

export const noExclusionsOverlap: Policy<Naming & Period, EstablishedBody> = (command, { exclusions }) => {
  const other = exclusions.find((one) => one.person.id === command.personId && overlap(one, command));
  return (
    other && { code: 'body.excluded-already', details: { member: other.person.name, from: other.from, to: other.to } }
  );
};

/** Asked of the body as it would become; sign-offs need as many members as are entitled today. */
export const aRuleSetCanBeMet: Policy<Command, EstablishedBody> = (command, body) =>
  beyondReach(body.ruleSet, entitledOn(body, today(command)).length);

/** Asked of the body as it would become, with all its members where none is in office yet. */
export const noRuleSetLetsOneDecide: Policy<Command, EstablishedBody> = (command, body) =>
  withinReachOfOne(body.ruleSet, entitledOn(body, today(command)).length || body.members.length);
