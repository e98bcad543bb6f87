import {
  type CommandClass,
  dateOf,
  type Command,
  type Lookup,
  type PlainDate,
  type Preparation,
  prepare,
} from '#event-sourcing';
import { OpenRound } from '../domain/round/commands.js';
import type { ByMeeting, BySignOffs } from '../domain/round/events.js';
import { ChangeClosurePolicy, ChangePlanPolicy, type DecidingBody } from '../domain/round/policy-commands.js';
import type { Signatories } from '../domain/sign-offs.js';
import type { Directory } from './named.js';

/** The day that a command is about: its own, or today. */
export const dayOf = ({ effectiveOn, issuedAt }: Command): PlainDate => effectiveOn ?? dateOf(issuedAt);

interface Asking {
  readonly bodyId?: string;
}

const bodiesNamed = async (
  directory: Directory,
  look: Lookup,
  on: PlainDate,
  asking: readonly (Asking | undefined)[],
): Promise<readonly DecidingBody[]> => {
  const ids = new Set(asking.flatMap((one) => one?.bodyId ?? []));
  const found = await Promise.all([...ids].map((id) => directory.body(id, look, on)));
  return found.filter((body) => body !== undefined);
};

/** Whose signature counts on the day where the policy names a body; nobody's once it is dissolved. */
export const signatoriesOf = async (
  directory: Directory,
  look: Lookup,
  policy: BySignOffs | ByMeeting,
  on: PlainDate,
): Promise<Signatories | undefined> => {
  if (policy.way !== 'sign-offs' || !policy.body) return undefined;
  const body = await directory.body(policy.body.id, look, on);
  return { body: policy.body, entitled: !body || body.dissolved ? [] : body.entitled };
};

const withItsBody = <C extends ChangeClosurePolicy | ChangePlanPolicy>(
  directory: Directory,
  type: CommandClass<C>,
): Preparation =>
  prepare(type, async (command, look) => [
    Object.assign(command, { bodies: await bodiesNamed(directory, look, dayOf(command), [command]) }),
  ]);

export const policyPreparations = (directory: Directory): Preparation[] => [
  prepare(OpenRound, async (command, look) => {
    const asking = [command.closurePolicy, command.planPolicy];
    return [Object.assign(command, { bodies: await bodiesNamed(directory, look, dayOf(command), asking) })];
  }),
  withItsBody(directory, ChangeClosurePolicy),
  withItsBody(directory, ChangePlanPolicy),
];
