import { type Command, dateOf, type Handling, handling, type Lookup, type PlainDate } from '#event-sourcing';
import { OpenRound, openRound } from '../domain/round/opening.js';
import {
  changeClosurePolicy,
  changePlanPolicy,
  type DecidingBody,
  type PolicyFacts,
  ChangeClosurePolicy,
  ChangePlanPolicy,
} from '../domain/round/policy.js';
import type { ByMeeting, BySignOffs } from '../domain/round/events.js';
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

type Naming = ChangeClosurePolicy | ChangePlanPolicy;

export const policyHandlings = (directory: Directory): Handling[] => {
  const itsBody = async (command: Naming, look: Lookup): Promise<PolicyFacts> => ({
    bodies: await bodiesNamed(directory, look, dayOf(command), [command]),
  });
  return [
    handling(OpenRound, {
      decide: openRound,
      happenedOn: async ({ deliveredOn }) => deliveredOn,
      facts: async (command, look) => {
        const asking = [command.closurePolicy, command.planPolicy];
        return { bodies: await bodiesNamed(directory, look, dayOf(command), asking) };
      },
    }),
    handling(ChangeClosurePolicy, { decide: changeClosurePolicy, facts: itsBody }),
    handling(ChangePlanPolicy, { decide: changePlanPolicy, facts: itsBody }),
  ];
};
