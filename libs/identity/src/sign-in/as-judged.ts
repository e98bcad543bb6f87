import { RuleBroken } from '#event-sourcing';
import type { IdentityProblem } from '../domain/problems.js';

const JUDGED_AGAIN = 3;

/** Refusals by a decision of what was in order a moment ago. */
const MOVED: ReadonlySet<string> = new Set([
  'password.changed-meanwhile',
  'account.suspended',
  'sign-in.session-ended',
  'client.key-revoked',
  'client.suspended',
] satisfies IdentityProblem[]);

/**
 * Judges who comes and takes what follows from it. The decision refuses when an account or a client has changed in between:
 * then it is judged anew on how things stand, and refused for good by the judgement itself, which keeps on record why.
 */
export const asJudged = async <Judged, Taken>(
  judge: () => Promise<Judged>,
  take: (judged: Judged) => Promise<Taken>,
): Promise<Taken> => {
  for (let again = 0; ; again++) {
    const judged = await judge();
    try {
      return await take(judged);
    } catch (error) {
      if (!(error instanceof RuleBroken && MOVED.has(error.code)) || again === JUDGED_AGAIN) throw error;
    }
  }
};
