import { dateOf, on, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { AppointChair, AppointMember, EndExclusion, EndMembership, ExcludeMember } from './commands.js';
import type { BodyEvent } from './events.js';
import type { PeopleFacts } from './facts.js';
import { chairedFrom, covers, endedOn, lastChair, memberOn } from './membership.js';
import { mustStand, named } from './preconditions.js';
import {
  aPeriodEndsOnOrAfterItsFirstDay,
  everyMembershipEndsOnOrAfterItsFirstDay,
  nobodyIsAMemberTwiceAtOneTime,
  noExclusionsOverlap,
  onlyAMemberIsExcluded,
  theChairStaysUntilAnotherIsAppointed,
  theNewChairDoesNotBeginBeforeTheLast,
  thereIsOneChairAtEveryTime,
} from './policies.js';
import type { Body } from './state.js';

export const appointMember = (command: AppointMember, body: Body, { people }: PeopleFacts): BodyEvent[] => {
  const { personId, position, from, to } = command;
  const { members } = mustStand(command, body);
  const appointed = { person: named(people, { field: 'personId', id: personId }), position, from, to };
  const known = members.some(
    (one) => one.person.id === personId && one.position === position && one.from === from && one.to === to,
  );
  if (known) return [];
  obey([everyMembershipEndsOnOrAfterItsFirstDay, nobodyIsAMemberTwiceAtOneTime], command, [...members, appointed]);
  return [{ type: 'MemberAppointed', data: appointed }];
};

export const appointChair = (command: AppointChair, body: Body, { people }: PeopleFacts): BodyEvent[] => {
  const { personId, from } = command;
  const standing = mustStand(command, body);
  const person = named(people, { field: 'personId', id: personId });
  const { person: before } = lastChair(standing.members)!;
  if (before.id === personId) return [];
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
  obey([theChairStaysUntilAnotherIsAppointed], command, standing);
  return [{ type: 'MembershipEnded', data: { person: member.person, to } }];
};

export const excludeMember = (command: ExcludeMember, body: Body): BodyEvent[] => {
  const { personId, from, to } = command;
  const standing = mustStand(command, body);
  const known = standing.exclusions.some((one) => one.person.id === personId && one.from === from && one.to === to);
  if (known) return [];
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
  return [{ type: 'ExclusionEnded', data: { person: exclusion.person, to } }];
};

export const memberDecisions = [
  onFacts(AppointMember, appointMember, 'MemberAppointed'),
  onFacts(AppointChair, appointChair, 'ChairAppointed'),
  on(EndMembership, endMembership, 'MembershipEnded'),
  on(ExcludeMember, excludeMember, 'MemberExcluded'),
  on(EndExclusion, endExclusion, 'ExclusionEnded'),
];
