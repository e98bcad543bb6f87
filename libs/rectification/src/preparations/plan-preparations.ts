import { canonical, type CommandClass, type Lookup, type Preparation, prepare } from '#event-sourcing';
import { ApprovePlan, RejectPlan, SubmitPlan } from '../domain/plan/commands.js';
import { plan } from '../domain/plan/plan.js';
import { round } from '../domain/round/round.js';
import { dayOf, signatoriesOf } from './deciding-bodies.js';
import { type Directory, type Files, namedPerson } from './named.js';
import { uploadedFile } from './uploaded-file.js';

const submitted = (directory: Directory, files: Files): Preparation =>
  prepare(SubmitPlan, async (command, look) => {
    const { id: roundId, title, text } = command;
    const uploaded = await Promise.all(command.files.map((file) => uploadedFile(files, file, 'files')));
    const authors = await Promise.all(
      command.authorIds.map((id) => namedPerson(directory, look, { field: 'authorIds', id })),
    );
    const { state } = await look.state(plan, roundId);
    const edition = (state.submitted?.edition ?? 0) + 1;
    const contentHash = look.digest(canonical({ roundId, edition, title, text, files: uploaded, authors }));
    const isOfARound = (await look.state(round, roundId)).state.opened !== undefined;
    return [Object.assign(command, { isOfARound, uploaded, authors, edition, contentHash })];
  });

const decided = <C extends ApprovePlan | RejectPlan>(directory: Directory, type: CommandClass<C>): Preparation =>
  prepare(type, async (command, look: Lookup) => {
    const { planPolicy } = (await look.state(round, command.id)).state;
    const signatories = await signatoriesOf(directory, look, planPolicy, dayOf(command));
    return [Object.assign(command, { planPolicy, signatories })];
  });

export const planPreparations = (directory: Directory, files: Files): Preparation[] => [
  submitted(directory, files),
  decided(directory, ApprovePlan),
  decided(directory, RejectPlan),
];
