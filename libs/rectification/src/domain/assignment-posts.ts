import type { Command } from '#event-sourcing';
import type { Policy } from './errors.js';
import type { Named } from './round/events.js';

/** Where somebody holds a post on the day of the assignment; absent where nobody asks: of a ledger, or in a rehearsal. */
export interface Posted {
  readonly person: Named;
  readonly units: readonly Named[];
}

interface Handling {
  readonly handlerPosts?: Posted;
  readonly leadUnit: Named;
}

export const theHandlerIsOfTheUnitThatDoesTheWork: Policy<Command, unknown, Handling> = (
  _,
  __,
  { handlerPosts, leadUnit },
) =>
  !handlerPosts || handlerPosts.units.some(({ id }) => id === leadUnit.id)
    ? undefined
    : {
        code: 'assignment.handler-of-another-unit',
        details: {
          field: 'handlerId',
          person: handlerPosts.person.name,
          unit: leadUnit.name,
          posts: handlerPosts.units.map(({ name }) => name),
        },
      };

interface Leading {
  readonly leaderPosts?: Posted;
  readonly leadUnit: Named;
  readonly supportingUnits: readonly Named[];
}

/** 责任领导 leads those who do the work: a post in their units alone makes nobody a leading member. */
export const theLeaderHoldsAPostOutsideTheUnitsThatDoTheWork: Policy<Command, unknown, Leading> = (
  _,
  __,
  { leaderPosts, leadUnit, supportingUnits },
) => {
  const working = new Set([leadUnit, ...supportingUnits].map(({ id }) => id));
  if (!leaderPosts || leaderPosts.units.some(({ id }) => !working.has(id))) return undefined;
  const { person, units } = leaderPosts;
  const details = { field: 'leaderId', person: person.name, posts: units.map(({ name }) => name) };
  return { code: 'assignment.leader-without-post', details };
};
