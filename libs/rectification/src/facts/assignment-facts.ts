import { type Handling, handling, type Lookup } from '#event-sourcing';
import type { Posted } from '../domain/assignment-posts.js';
import { must } from '../domain/commands.js';
import type { Named } from '../domain/issue/events.js';
import { issue } from '../domain/issue/issue.js';
import {
  AssignIssue,
  ClaimIssue,
  assignIssue,
  type AssignmentFacts,
  claimIssue,
} from '../domain/issue/work/assignment.js';
import { round } from '../domain/round/round.js';
import { AssignTask, assignTask } from '../domain/task/assignment.js';
import { task } from '../domain/task/task.js';
import { joined } from '../projections/joined.js';
import { ledger } from '../projections/ledger/ledger.js';
import { tasks } from '../projections/tasks.js';
import { dayOf } from './deciding-bodies.js';
import { type Directory, namedPerson, postsOf, standingUnit } from './named.js';

type Assigning = AssignIssue | AssignTask;

const deliveredOnOf = async (look: Lookup, roundId: string | undefined) =>
  roundId === undefined ? undefined : (await look.state(round, roundId)).state.opened?.deliveredOn;

/** A ledger names people with whatever posts they hold; it says so itself. */
const postsAsked = async (
  directory: Directory,
  look: Lookup,
  command: Assigning,
  person: Named,
): Promise<Posted | undefined> => (command.provenance ? undefined : postsOf(directory, look, person, dayOf(command)));

/** Whether they lead; likewise. */
const leadsAsked = async (directory: Directory, look: Lookup, command: AssignIssue): Promise<boolean | undefined> =>
  command.provenance || look.rehearsing === 'any-body'
    ? undefined
    : directory.leads(command.leaderId, look, dayOf(command));

const assignment =
  (directory: Directory) =>
  async (command: AssignIssue, look: Lookup): Promise<AssignmentFacts> => {
    const unit = (field: string, id: string) => standingUnit(directory, look, { field, id });
    const person = (field: string, id: string) => namedPerson(directory, look, { field, id });
    const { state } = await look.state(issue, command.id);
    const handler = await person('handlerId', command.handlerId);
    return {
      deliveredOn: await deliveredOnOf(look, state.delivered.roundId),
      leader: await person('leaderId', command.leaderId),
      leaderLeads: await leadsAsked(directory, look, command),
      leadUnit: await unit('leadUnitId', command.leadUnitId),
      supportingUnits: await Promise.all(command.supportingUnitIds.map((id) => unit('supportingUnitIds', id))),
      handler,
      handlerPosts: await postsAsked(directory, look, command, handler),
    };
  };

const MOST_TOLD = 100;

/** Lead, supporting or of a task: long-term issues are open, too. */
const openWorkOf = async (look: Lookup, unitId: string) => {
  const led = await look.rows(ledger, { leadUnitId: unitId });
  const supported = await look.rows(ledger, { supported: 1, supportingUnitIds: { contains: joined([unitId]) } });
  const open = [...led, ...supported].filter(({ status }) => status !== 'closed');
  const undertaken = (await look.rows(tasks, { unitId })).filter(({ status }) => status !== 'completed');
  return { issueIds: open.map(({ id }) => id), taskIds: undertaken.map(({ id }) => id) };
};

/** Before it is dissolved, which is of identity, where nothing is known of work. */
export const mustHaveNoWork = async (unitId: string, look: Lookup): Promise<void> => {
  const { issueIds, taskIds } = await openWorkOf(look, unitId);
  must(issueIds.length + taskIds.length === 0, 'unit.has-open-work', {
    unitId,
    issues: issueIds.length,
    tasks: taskIds.length,
    issueIds: issueIds.slice(0, MOST_TOLD),
    taskIds: taskIds.slice(0, MOST_TOLD),
  });
};

export const assignmentHandlings = (directory: Directory): readonly Handling[] => [
  handling(AssignIssue, { decide: assignIssue, facts: assignment(directory) }),
  handling(ClaimIssue, {
    decide: claimIssue,
    facts: async ({ id }, look) => {
      const { assignment: given } = (await look.state(issue, id)).state;
      const unit = given && (await directory.unit(given.leadUnit.id, look));
      return { dissolved: unit?.dissolved ?? false };
    },
  }),
  handling(AssignTask, {
    decide: assignTask,
    facts: async (command, look) => {
      const handler = await namedPerson(directory, look, { field: 'handlerId', id: command.handlerId });
      return {
        unit: await standingUnit(directory, look, { field: 'unitId', id: command.unitId }),
        handler,
        handlerPosts: await postsAsked(directory, look, command, handler),
        deliveredOn: await deliveredOnOf(look, (await look.state(task, command.id)).state.planned?.roundId),
      };
    },
  }),
];
