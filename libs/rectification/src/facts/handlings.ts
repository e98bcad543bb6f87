import { type Command, type Handling, handling, type Lookup } from '#event-sourcing';
import { RequestClosure } from '../domain/issue/closure/requesting.js';
import { EndorseClosure } from '../domain/issue/closure/endorsing.js';
import { WaiveRequirement } from '../domain/issue/closure/waiving.js';
import { ApproveClosure, RejectClosure } from '../domain/issue/outcome/decision.js';
import { PlaceUnderLongTerm } from '../domain/issue/outcome/long-term.js';
import type { SigningFacts } from '../domain/issue/closure/policies.js';
import { AttachEvidence, attachEvidence } from '../domain/issue/work/evidence.js';
import { DeliverIssue } from '../domain/issue/work/delivery.js';
import { endorseClosure } from '../domain/issue/closure/endorsing.js';
import { requestClosure } from '../domain/issue/closure/requesting.js';
import { waiveRequirement } from '../domain/issue/closure/waiving.js';
import {
  closeByMeeting,
  placeUnderLongTermByMeeting,
  rejectByMeeting,
  CloseByMeeting,
  PlaceUnderLongTermByMeeting,
  RejectByMeeting,
} from '../domain/issue/outcome/by-meeting.js';
import { approveClosure, rejectClosure } from '../domain/issue/outcome/decision.js';
import { placeUnderLongTerm } from '../domain/issue/outcome/long-term.js';
import { ListIssue } from '../domain/round/register.js';
import { RecordFindingText, recordFindingText } from '../domain/round/particulars.js';
import { round } from '../domain/round/round.js';
import { correctionHandlings } from './correction-handlings.js';
import { closureFacts } from './closure-facts.js';
import { dayOf, policyHandlings, signatoriesOf } from './deciding-bodies.js';
import { assignmentHandlings } from './assignment-facts.js';
import type { Directory, Files } from './named.js';
import { taskHandlings } from './task-handlings.js';
import { planHandlings } from './plan-handlings.js';
import { resultHandlings } from './result-handlings.js';
import { attached, uploadedFile } from './uploaded-file.js';

const withItsDigest = handling(RecordFindingText, {
  decide: recordFindingText,
  facts: async ({ text }, look) => ({ sha256: look.digest(text) }),
});

/** An issue is of the day on which the findings of its round were delivered. */
const listedInItsRound = handling(DeliverIssue, {
  happenedOn: async ({ roundId }, look) => (await look.state(round, roundId)).state.opened?.deliveredOn,
  alongside: async (command, look) => {
    const { roundId, id: issueId, number, area, heading, happenedAt } = command;
    const listing = { id: roundId, issueId, number, area, heading, happenedAt };
    return { before: [look.follow(command, ListIssue, listing)] };
  },
});

const asUploaded = (files: Files): Handling[] => {
  const facts = (command: AttachEvidence, look: Lookup) =>
    uploadedFile({ files, look, command, field: 'sha256' }, command);
  return [handling(AttachEvidence, { decide: attachEvidence, facts, settle: attached(files) })];
};

const onTheContent: readonly Handling[] = [
  handling(RequestClosure, { decide: requestClosure, facts: closureFacts }),
  handling(EndorseClosure, { decide: endorseClosure, facts: closureFacts }),
  handling(CloseByMeeting, { decide: closeByMeeting, facts: closureFacts }),
  handling(RejectByMeeting, { decide: rejectByMeeting, facts: closureFacts }),
  handling(PlaceUnderLongTermByMeeting, { decide: placeUnderLongTermByMeeting, facts: closureFacts }),
];

/** Of a decision by signature: whose signature counts is a fact too. */
const bySignature = (directory: Directory): Handling[] => {
  const facts = async (command: Command, look: Lookup): Promise<SigningFacts> => {
    const closure = await closureFacts(command, look);
    return { ...closure, signatories: await signatoriesOf(directory, look, closure.closurePolicy, dayOf(command)) };
  };
  return [
    handling(WaiveRequirement, { decide: waiveRequirement, facts }),
    handling(ApproveClosure, { decide: approveClosure, facts }),
    handling(RejectClosure, { decide: rejectClosure, facts }),
    handling(PlaceUnderLongTerm, { decide: placeUnderLongTerm, facts }),
  ];
};

/** Facts that no client states: names, digests, linked tasks, the policy in force; and the register of the round. */
export const rectificationHandlings = (directory: Directory, files: Files): Handling[] => [
  withItsDigest,
  listedInItsRound,
  ...taskHandlings(files),
  ...correctionHandlings,
  ...resultHandlings,
  ...assignmentHandlings(directory),
  ...asUploaded(files),
  ...onTheContent,
  ...bySignature(directory),
  ...policyHandlings(directory),
  ...planHandlings(directory, files),
];
