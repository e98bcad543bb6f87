import { type Command, type Lookup, RuleBroken } from '#event-sourcing';
import { AUTHORITY, StandIn } from '../domain/authority/authority.js';

/** Something quiet is no act: it needs nobody's authority. What is refused stores nothing anyway. */
export const isQuiet = (decide: () => readonly unknown[]): boolean => {
  try {
    return decide().length === 0;
  } catch (error) {
    if (error instanceof RuleBroken) return false;
    throw error;
  }
};

/** The security administrator acts by that office, the server by none; the system administrator stands in. */
export const standingIn = (command: Command, look: Lookup, about: Pick<StandIn, 'account' | 'client'>): Command[] => {
  const { roles } = command.actor;
  if (roles.includes('security') || roles.includes('system')) return [];
  return [look.follow(command, StandIn, { id: AUTHORITY, act: command.constructor.name, ...about })];
};
