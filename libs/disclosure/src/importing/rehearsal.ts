import { validateSync } from 'class-validator';
import { type Command, type Engine, RuleBroken } from '#event-sourcing';
import { inTurns, turns } from '../reporting/in-turns.js';
import type { ImportRefusal } from './import-outcome.js';
import type { ImportPlan, PlannedCommand } from './planned-commands.js';
import { refusal } from './refusal.js';

/** Refusals of shape told at once: one wrong fact of the round is wrong in all its commands. */
const MOST = 50;

/** The shape that the rim would ask of a client, asked of the file: a cell too long or empty is named by its row. */
const shapeRefusals = ({ command, place }: PlannedCommand): ImportRefusal[] =>
  validateSync(command, { forbidUnknownValues: false }).map(({ property, constraints = {} }) =>
    refusal(
      'import.value-refused',
      { field: property, command: command.constructor.name, rules: Object.values(constraints) },
      place,
    ),
  );

/** What stands in the way of a plan, and the commands that would be taken if nothing does. */
export interface Rehearsal {
  readonly refusals: readonly ImportRefusal[];
  readonly commands: readonly Command[];
}

/** The broken rule and the command that broke it: the last one that the rehearsal reached. */
interface Stopped {
  readonly broken: RuleBroken;
  readonly by: PlannedCommand;
}

/** Told before each step of a check how many are behind it. */
type Step = (done: number) => void;

const rehearsed = async (
  engine: Engine,
  planned: readonly PlannedCommand[],
  step: Step,
): Promise<readonly Command[] | Stopped> => {
  const commands = planned.map(({ command }) => command);
  const between = turns();
  let reached = 0;
  const told = (at: number) => {
    reached = at;
    step(at);
    return between();
  };
  try {
    return await engine.rehearse(commands, told);
  } catch (error) {
    if (error instanceof RuleBroken) return { broken: error, by: planned[reached]! };
    throw error;
  }
};

/** Each command is looked at twice: its shape, then what it would do. */
export const STEPS_OF_A_COMMAND = 2;

/** Everything that stands in the way of the plan; of broken rules the first. Nothing is stored. */
export const rehearsalOf = async (engine: Engine, plan: ImportPlan, step: Step): Promise<Rehearsal> => {
  const commands = plan.commands.map(({ command }) => command);
  if (plan.refusals.length > 0) return { refusals: [...plan.refusals], commands };
  let looked = 0;
  const shapes = await inTurns(plan.commands, (planned) => {
    step((looked += 1));
    return shapeRefusals(planned);
  });
  const misshapen = shapes.flat();
  if (misshapen.length > 0) return { refusals: misshapen.slice(0, MOST), commands };
  const outcome = await rehearsed(engine, plan.commands, (at) => step(commands.length + at));
  if (!('broken' in outcome)) return { refusals: [], commands: outcome };
  const { broken, by } = outcome;
  const { name } = by.command.constructor;
  return { refusals: [refusal(broken.code, { ...broken.details, command: name }, by.place)], commands };
};
