import { type Command, dateOf, mustBePlannedWithinSense, on, onFacts, type PlainDate } from '#event-sourcing';
import {
  DecisionCommand,
  IsId,
  IsOneOf,
  IsOptional,
  IsPlainDate,
  must,
  obey,
  type Policy,
  ReasonedCommand,
  unless,
} from '../commands.js';
import type { BodyEvent, Membership } from './events.js';
import { chairedFrom, covers, endedOn, lastChair, memberOn, overlap, type Period, unchairedDay } from './membership.js';
import { type Body, type EstablishedBody, mustStand, named, type PeopleFacts } from './state.js';

export class AppointMember extends DecisionCommand {
  @IsId() personId!: string;
  @IsOneOf(['vice-chair', 'member']) position!: 'vice-chair' | 'member';
  @IsPlainDate() from!: string;
  @IsOptional() @IsPlainDate() to?: string;
}

export class AppointChair extends DecisionCommand {
  @IsId() personId!: string;
  @IsPlainDate() from!: string;
}

export class EndMembership extends ReasonedCommand {
  @IsId() personId!: string;
  @IsPlainDate() to!: string;
}

export class ExcludeMember extends ReasonedCommand {
  @IsId() personId!: string;
  @IsPlainDate() from!: string;
  @IsOptional() @IsPlainDate() to?: string;
}

export class EndExclusion extends ReasonedCommand {
  @IsId() personId!: string;
  @IsPlainDate() to!: string;
}

/** A command that names a person. */
interface Naming extends Command {
  readonly personId: string;
}

const aPeriodEndsOnOrAfterItsFirstDay: Policy<Command & Period, unknown> = ({ from, to }) =>
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
  const wrong = unchairedDay(members, dateOf(command.issuedAt));
  return wrong && { code: 'body.without-chair', details: { ...wrong, count: wrong.chairs.length } };
};

const theNewChairDoesNotBeginBeforeTheLast: Policy<Naming & Period, EstablishedBody> = ({ from }, body) => {
  const { person, from: since } = lastChair(body.members)!;
  return unless(from >= since, 'body.chair-before-last', { field: 'from', from, chair: person.name, since });
};

const theChairStaysUntilAnotherIsAppointed: Policy<Naming & { to: PlainDate }, EstablishedBody> = (
  { personId, to },
  { members },
) => {
  const chair = members.find(
    (one) => one.position === 'chair' && one.person.id === personId && (one.to === undefined || one.to > to),
  );
  return chair && { code: 'body.chair-has-no-successor', details: { chair: chair.person.name, since: chair.from, to } };
};

const onlyAMemberIsExcluded: Policy<Naming & Period, EstablishedBody> = ({ personId, from }, { members }) =>
  unless(memberOn(members, personId, from) !== undefined, 'body.not-a-member', { personId, on: from });

const noExclusionsOverlap: Policy<Naming & Period, EstablishedBody> = (command, { exclusions }) => {
  const other = exclusions.find((one) => one.person.id === command.personId && overlap(one, command));
  return (
    other && { code: 'body.excluded-already', details: { member: other.person.name, from: other.from, to: other.to } }
  );
};

export const appointMember = (command: AppointMember, body: Body, { people }: PeopleFacts): BodyEvent[] => {
  const { personId, position, from, to } = command;
  const { members } = mustStand(command, body);
  const appointed = { person: named(people, { field: 'personId', id: personId }), position, from, to };
  const known = members.some(
    (one) => one.person.id === personId && one.position === position && one.from === from && one.to === to,
  );
  if (known) return [];
  mustBePlannedWithinSense(command, { from, to });
  obey([everyMembershipEndsOnOrAfterItsFirstDay, nobodyIsAMemberTwiceAtOneTime], command, [...members, appointed]);
  return [{ type: 'MemberAppointed', data: appointed }];
};

export const appointChair = (command: AppointChair, body: Body, { people }: PeopleFacts): BodyEvent[] => {
  const { personId, from } = command;
  const standing = mustStand(command, body);
  const person = named(people, { field: 'personId', id: personId });
  const { person: before } = lastChair(standing.members)!;
  if (before.id === personId) return [];
  mustBePlannedWithinSense(command, { from });
  obey([theNewChairDoesNotBeginBeforeTheLast], command, standing);
  obey([thereIsOneChairAtEveryTime], command, chairedFrom(standing.members, { person, from, before }));
  return [{ type: 'ChairAppointed', data: { person, from, before } }];
};

export const endMembership = (command: EndMembership, body: Body): BodyEvent[] => {
  const { personId, to } = command;
  const standing = mustStand(command, body);
  const member = memberOn(standing.members, personId, to);
  must(member, 'body.not-a-member', { field: 'personId', personId, on: to });
  const stays = endedOn(standing.members, personId, to);
  if (member.to === to && stays.length === standing.members.length) return [];
  mustBePlannedWithinSense(command, { to });
  obey([theChairStaysUntilAnotherIsAppointed], command, standing);
  return [{ type: 'MembershipEnded', data: { person: member.person, to } }];
};

export const excludeMember = (command: ExcludeMember, body: Body): BodyEvent[] => {
  const { personId, from, to } = command;
  const standing = mustStand(command, body);
  const known = standing.exclusions.some((one) => one.person.id === personId && one.from === from && one.to === to);
  if (known) return [];
  mustBePlannedWithinSense(command, { from, to });
  obey([aPeriodEndsOnOrAfterItsFirstDay, onlyAMemberIsExcluded, noExclusionsOverlap], command, standing);
  const { person } = memberOn(standing.members, personId, from)!;
  return [{ type: 'MemberExcluded', data: { person, from, to } }];
};

export const endExclusion = (command: EndExclusion, body: Body): BodyEvent[] => {
  const { personId, to } = command;
  const { exclusions } = mustStand(command, body);
  const exclusion = exclusions.find((one) => one.person.id === personId && covers(one, to));
  must(exclusion, 'body.not-excluded', { field: 'to', personId, on: to, today: dateOf(command.issuedAt) });
  if (exclusion.to === to) return [];
  mustBePlannedWithinSense(command, { to });
  return [{ type: 'ExclusionEnded', data: { person: exclusion.person, to } }];
};

export const memberDecisions = [
  onFacts(AppointMember, appointMember, 'MemberAppointed'),
  onFacts(AppointChair, appointChair, 'ChairAppointed'),
  on(EndMembership, endMembership, 'MembershipEnded'),
  on(ExcludeMember, excludeMember, 'MemberExcluded'),
  on(EndExclusion, endExclusion, 'ExclusionEnded'),
];
