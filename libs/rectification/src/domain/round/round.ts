import { type Decider, on, onFacts } from '#event-sourcing';
import {
  AnnounceContact,
  ChangeCountingRule,
  ListIssue,
  ListTask,
  OpenRound,
  OrganiseWork,
  RecordFindingText,
  ReviseBreakdown,
} from './commands.js';
import { changeClosurePolicy, changePlanPolicy } from './decide-policies.js';
import { listIssue, listTask } from './decide-register.js';
import {
  announceContact,
  changeCountingRule,
  openRound,
  organiseWork,
  recordFindingText,
  reviseBreakdown,
} from './decide.js';
import type { RoundEvent } from './events.js';
import { evolve } from './evolve.js';
import { ChangeClosurePolicy, ChangePlanPolicy } from './policy-commands.js';
import { noRound, type Round } from './state.js';

export const round: Decider<Round, RoundEvent> = {
  category: 'round',
  initial: noRound,
  evolve,
  decisions: [
    onFacts(OpenRound, openRound),
    onFacts(RecordFindingText, recordFindingText),
    on(ReviseBreakdown, reviseBreakdown),
    on(ChangeCountingRule, changeCountingRule),
    onFacts(ChangeClosurePolicy, changeClosurePolicy),
    onFacts(ChangePlanPolicy, changePlanPolicy),
    on(OrganiseWork, organiseWork),
    on(AnnounceContact, announceContact),
    on(ListIssue, listIssue),
    on(ListTask, listTask),
  ],
};
