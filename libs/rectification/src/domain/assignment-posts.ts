import type { Command } from '#event-sourcing';
import type { Policy } from './commands.js';
import type { Named } from './round/events.js';

/** A unit that somebody holds a post in, with the ids of those that it is under. */
export interface UnitOfPost extends Named {
  readonly under: readonly string[];
}

/** Where somebody holds a post on the day of the assignment; absent where nobody asks: of a ledger, or in a rehearsal. */
export interface Posted {
  readonly person: Named;
  readonly units: readonly UnitOfPost[];
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
  !handlerPosts || handlerPosts.units.some(({ id, under }) => id === leadUnit.id || under.includes(leadUnit.id))
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
  readonly leader: Named;
  /** Through an account, or as a member of a body on the day; absent where nobody asks. */
  readonly leaderLeads?: boolean;
}

export const theResponsibleLeaderIsALeadingMember: Policy<Command, unknown, Leading> = (
  _,
  __,
  { leader, leaderLeads = true },
) =>
  leaderLeads
    ? undefined
    : { code: 'assignment.leader-not-leading', details: { field: 'leaderId', person: leader.name } };
