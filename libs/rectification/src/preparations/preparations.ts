import { type CommandClass, type Lookup, type Preparation, prepare } from '#event-sourcing';
import {
  ApproveClosure,
  type ClosureCommand,
  EndorseClosure,
  PlaceUnderLongTerm,
  RejectClosure,
  RequestClosure,
  WaiveRequirement,
} from '../domain/issue/closure-commands.js';
import { AssignIssue, AttachEvidence, DeliverIssue } from '../domain/issue/commands.js';
import { CloseByMeeting, PlaceUnderLongTermByMeeting, RejectByMeeting } from '../domain/issue/meeting-commands.js';
import { ListIssue, ListTask, RecordFindingText } from '../domain/round/commands.js';
import { AssignTask, AttachTaskEvidence, PlanTask } from '../domain/task/commands.js';
import { closureFacts } from './closure-facts.js';
import { dayOf, policyPreparations, signatoriesOf } from './deciding-bodies.js';
import { type Directory, type Files, namedPerson, namedUnit } from './named.js';
import { planPreparations } from './plan-preparations.js';
import { uploadedFile } from './uploaded-file.js';

const withItsDigest = prepare(RecordFindingText, async (command, look) => [
  Object.assign(command, { sha256: look.digest(command.text) }),
]);

const listedInItsRound = prepare(DeliverIssue, async (command, look) => {
  const { roundId, id: issueId, number, area, heading } = command;
  return [look.follow(command, ListIssue, { id: roundId, issueId, number, area, heading }), command];
});

const plannedInItsRound = prepare(PlanTask, async (command, look) => {
  const { roundId, id: taskId, number, issueIds } = command;
  return [look.follow(command, ListTask, { id: roundId, taskId, number, issueIds }), command];
});

const assignedByName = (directory: Directory): Preparation =>
  prepare(AssignIssue, async (command, look) => {
    const unit = (field: string, id: string) => namedUnit(directory, look, { field, id });
    const person = (field: string, id: string) => namedPerson(directory, look, { field, id });
    const named = {
      leader: await person('leaderId', command.leaderId),
      leadUnit: await unit('leadUnitId', command.leadUnitId),
      supportingUnits: await Promise.all(command.supportingUnitIds.map((id) => unit('supportingUnitIds', id))),
      handler: await person('handlerId', command.handlerId),
    };
    return [Object.assign(command, named)];
  });

const taskAssignedByName = (directory: Directory): Preparation =>
  prepare(AssignTask, async (command, look) => [
    Object.assign(command, {
      unit: await namedUnit(directory, look, { field: 'unitId', id: command.unitId }),
      handler: await namedPerson(directory, look, { field: 'handlerId', id: command.handlerId }),
    }),
  ]);

const asUploaded = async <C extends AttachEvidence | AttachTaskEvidence>(files: Files, command: C): Promise<[C]> => {
  const { mediaType, size } = await uploadedFile(files, command, 'sha256');
  return [Object.assign(command, { mediaType, size })];
};

const withClosureFacts = <C extends ClosureCommand>(type: CommandClass<C>): Preparation =>
  prepare(type, async (command, look: Lookup) => [Object.assign(command, await closureFacts(look, command.id))]);

/** Facts of a decision by signature: whose signature counts is a fact too. */
const withSignatories = <C extends ClosureCommand>(directory: Directory, type: CommandClass<C>): Preparation =>
  prepare(type, async (command, look: Lookup) => {
    const facts = await closureFacts(look, command.id);
    const signatories = await signatoriesOf(directory, look, facts.closurePolicy, dayOf(command));
    return [Object.assign(command, { ...facts, signatories })];
  });

/** Facts that no client states: names, digests, linked tasks, the policy in force, the register of the round. */
export const rectificationPreparations = (directory: Directory, files: Files): Preparation[] => [
  withItsDigest,
  listedInItsRound,
  plannedInItsRound,
  assignedByName(directory),
  taskAssignedByName(directory),
  prepare(AttachEvidence, (command) => asUploaded(files, command)),
  prepare(AttachTaskEvidence, (command) => asUploaded(files, command)),
  withClosureFacts(WaiveRequirement),
  withClosureFacts(RequestClosure),
  withClosureFacts(EndorseClosure),
  withSignatories(directory, ApproveClosure),
  withSignatories(directory, RejectClosure),
  withSignatories(directory, PlaceUnderLongTerm),
  withClosureFacts(CloseByMeeting),
  withClosureFacts(RejectByMeeting),
  withClosureFacts(PlaceUnderLongTermByMeeting),
  ...policyPreparations(directory),
  ...planPreparations(directory, files),
];
