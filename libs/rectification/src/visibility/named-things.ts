import type { AnyDecider, View } from '#event-sourcing';
import { type Asking, type NamedThing, someOf, type Views } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { issue } from '../domain/issue/issue.js';
import { round } from '../domain/round/round.js';
import { task } from '../domain/task/task.js';
import { ledger } from '../projections/ledger/ledger.js';
import { rounds } from '../projections/round/rounds.js';
import { tasks } from '../projections/tasks.js';
import { type Subject, Visibility } from './visibility.js';

const viewsOf = ({ who, views, engine }: Asking, about?: Subject): Promise<Views> =>
  new Visibility(views, engine).viewsOf(who, about);

/** What lies beyond somebody's units is as if it were not there. */
const isShown =
  (decider: AnyDecider, view: View): NamedThing['isKnown'] =>
  async (id, asking) => {
    const { version, position } = await asking.engine.lookup.state(decider, id);
    if (version === 0) return false;
    await asking.engine.seen([view], position);
    const { reader } = await viewsOf(asking, { decider, id });
    return (await reader.find(view, id)) !== undefined;
  };

export const namedThings = {
  round: {
    shownBy: rectificationActs.FindRound,
    isKnown: isShown(round, rounds as View),
    choices: async (asking) => someOf((await viewsOf(asking)).reader, rounds, ({ title }) => title),
  },
  issue: { shownBy: rectificationActs.FindIssue, isKnown: isShown(issue, ledger as View) },
  task: { shownBy: rectificationActs.FindTask, isKnown: isShown(task, tasks as View) },
} satisfies Readonly<Record<string, NamedThing>>;
