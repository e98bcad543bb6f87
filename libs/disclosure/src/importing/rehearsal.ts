import { validateSync } from 'class-validator';
import { type Command, type Engine, RuleBroken } from '#event-sourcing';
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

const rehearsed = async (
  engine: Engine,
  planned: readonly PlannedCommand[],
): Promise<readonly Command[] | RuleBroken> => {
  try {
    return await engine.rehearse(planned.map(({ command }) => command));
  } catch (error) {
    if (error instanceof RuleBroken) return error;
    throw error;
  }
};

/** The kernel names the rule, not the command: the shortest refused beginning of the plan ends with the one at fault. */
const firstRefused = async (engine: Engine, commands: readonly PlannedCommand[]): Promise<PlannedCommand> => {
  let [accepted, refused] = [0, commands.length];
  while (refused - accepted > 1) {
    const middle = Math.floor((accepted + refused) / 2);
    if ((await rehearsed(engine, commands.slice(0, middle))) instanceof RuleBroken) refused = middle;
    else accepted = middle;
  }
  return commands[refused - 1]!;
};

/** Everything that stands in the way of the plan; of broken rules the first. Nothing is stored. */
export const rehearsalOf = async (engine: Engine, plan: ImportPlan): Promise<Rehearsal> => {
  const commands = plan.commands.map(({ command }) => command);
  if (plan.refusals.length > 0) return { refusals: [...plan.refusals], commands };
  const misshapen = plan.commands.flatMap(shapeRefusals);
  if (misshapen.length > 0) return { refusals: misshapen.slice(0, MOST), commands };
  const outcome = await rehearsed(engine, plan.commands);
  if (!(outcome instanceof RuleBroken)) return { refusals: [], commands: outcome };
  const { command, place } = await firstRefused(engine, plan.commands);
  return {
    refusals: [refusal(outcome.code, { ...outcome.details, command: command.constructor.name }, place)],
    commands,
  };
};
