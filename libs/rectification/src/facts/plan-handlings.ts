import { canonical, type Command, type Handling, handling, type Lookup, personsBehind } from '#event-sourcing';
import { ApprovePlan, RejectPlan, approvePlan, rejectPlan, type PlanDecisionFacts } from '../domain/plan/approval.js';
import { SubmitPlan, submitPlan, type SubmissionFacts } from '../domain/plan/submission.js';
import { plan } from '../domain/plan/plan.js';
import { strongerPlanPolicy } from '../domain/round/strength.js';
import { round } from '../domain/round/round.js';
import { dayOf, signatoriesOf } from './deciding-bodies.js';
import { type Directory, type Files, namedPerson } from './named.js';
import { uploadedFile } from './uploaded-file.js';

const submission =
  (directory: Directory, files: Files) =>
  async (command: SubmitPlan, look: Lookup): Promise<SubmissionFacts> => {
    const { id: roundId, title, text } = command;
    const { state } = await look.state(plan, roundId);
    const asked = { files, look, command, field: 'files', had: state.submitted?.files };
    const uploaded = await Promise.all(command.files.map((file) => uploadedFile(asked, file)));
    const authors = await Promise.all(
      command.authorIds.map((id) => namedPerson(directory, look, { field: 'authorIds', id })),
    );
    const edition = (state.submitted?.edition ?? 0) + 1;
    const contentHash = look.digest(canonical({ roundId, edition, title, text, files: uploaded, authors }));
    const { opened, planPolicy } = (await look.state(round, roundId)).state;
    return {
      isOfARound: opened !== undefined,
      deliveredOn: opened?.deliveredOn,
      planPolicy,
      uploaded,
      authors,
      edition,
      contentHash,
    };
  };

export const planHandlings = (directory: Directory, files: Files): Handling[] => {
  const policyAndSignatories = async (command: Command, look: Lookup): Promise<PlanDecisionFacts> => {
    const { state } = await look.state(plan, command.id);
    const present = (await look.state(round, command.id)).state.planPolicy;
    const planPolicy = strongerPlanPolicy(state.submitted?.policy, present);
    return { planPolicy, signatories: await signatoriesOf(directory, look, planPolicy, dayOf(command)) };
  };
  return [
    handling(SubmitPlan, {
      decide: submitPlan,
      facts: submission(directory, files),
      settle: async (command) => {
        for (const { sha256 } of command.files) await files.release(personsBehind(command), sha256);
      },
    }),
    handling(ApprovePlan, { decide: approvePlan, facts: policyAndSignatories }),
    handling(RejectPlan, { decide: rejectPlan, facts: policyAndSignatories }),
  ];
};
