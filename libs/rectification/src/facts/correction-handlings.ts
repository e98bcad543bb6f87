import { type Handling, handling } from '#event-sourcing';
import { CorrectIssue } from '../domain/issue/correction/delivery.js';
import { issue } from '../domain/issue/issue.js';
import { reviewOf } from '../domain/issue/state.js';
import { CorrectListing } from '../domain/round/register.js';
import { CorrectTask, correctTask } from '../domain/task/planning.js';
import { task } from '../domain/task/task.js';

/** Areas and headings are counted in the register of the round, so its entry goes with the issue. */
const alsoInTheRegister = handling(CorrectIssue, {
  alongside: async (command, look) => {
    const { id: issueId, area, heading } = command;
    const { roundId } = (await look.state(issue, issueId)).state.delivered;
    if (roundId === '' || (area === undefined && heading === undefined)) return {};
    return { after: [look.follow(command, CorrectListing, { id: roundId, issueId, area, heading })] };
  },
});

const besideItsIssues = handling(CorrectTask, {
  decide: correctTask,
  facts: async ({ id }, look) => {
    const { planned } = (await look.state(task, id)).state;
    const served = await Promise.all((planned?.issueIds ?? []).map((issueId) => look.state(issue, issueId)));
    const underReview = served.filter(({ state }) => reviewOf(state)).map(({ state }) => state.delivered.number);
    return { underReview };
  },
});

export const correctionHandlings: readonly Handling[] = [alsoInTheRegister, besideItsIssues];
