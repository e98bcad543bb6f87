import type { Named } from '../body/events.js';
import { obey } from '../commands.js';
import { subjectPolicies, theSubjectIsAsItWasPinned, theSubjectStillExists } from './agenda-policies.js';
import type { ItemCommand } from './commands.js';
import type { Dealing } from './chair-view.js';
import type { Recusal } from './events.js';
import type { ItemFacts } from './facts.js';
import {
  type Balloting,
  enoughMembersAttendForTheMatter,
  involvedIn,
  somebodyPresidesOverTheItem,
  theChairHasSpokenBeforeTheVote,
  theRulesAllowTheBallot,
  votesOfThePastAreEntered,
} from './balloting.js';
import { isRecused, presentMembers, rulesOf, votersOn } from './voters.js';

/** Members who worked on the thing and attend: recused where the rules say so. */
const recusedByRule = (facts: ItemFacts, dealing: Dealing): Recusal[] => {
  const { meeting, item } = dealing;
  if (rulesOf(meeting).involved === 'refused') return [];
  const involved = involvedIn(facts, dealing);
  return presentMembers(meeting, meeting.opened)
    .filter(({ id }) => involved.has(id) && !isRecused(item, id))
    .map(({ id, name }) => ({
      person: { id, name },
      cause: 'involved',
      reason: '参与办理该事项 / worked on the thing to be decided',
    }));
};

export interface Electorate {
  readonly recused: readonly Recusal[];
  readonly voters: readonly Named[];
}

/** Who votes on the item and who stands aside by rule; refused where there can be no vote on it. */
export const electorateOf = (command: ItemCommand, balloting: Balloting, facts: ItemFacts): Electorate => {
  const { meeting, item } = balloting;
  obey([theRulesAllowTheBallot, votesOfThePastAreEntered], command, balloting);
  obey([theSubjectStillExists, theSubjectIsAsItWasPinned], command, item, facts);
  obey(subjectPolicies, command, meeting, facts);
  const recused = recusedByRule(facts, balloting);
  const then = { meeting, item: { ...item, recusals: [...item.recusals, ...recused] } };
  obey(
    [somebodyPresidesOverTheItem, theChairHasSpokenBeforeTheVote, enoughMembersAttendForTheMatter],
    command,
    then,
    facts,
  );
  const voters = votersOn(meeting, then.item, involvedIn(facts, then)).map(({ id, name }) => ({ id, name }));
  return { recused, voters };
};
