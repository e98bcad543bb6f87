import { alike, type Command, dateOf, on, onFacts } from '#event-sourcing';
import { changeOf } from '../commands.js';
import { must, obey } from '../errors.js';
import {
  AnnounceContact,
  type BreakdownBody,
  ChangeCountingRule,
  CorrectRound,
  OpenRound,
  OrganiseWork,
  RecordFindingText,
  ReviseBreakdown,
} from './commands.js';
import { closurePolicyOf, decidingOf } from './decide-policies.js';
import type { FindingTextFacts, PolicyFacts } from './facts.js';
import type { Breakdown, PlanPolicy, RoundEvent, RoundFields, RoundOpened } from './events.js';
import { aChangeOfRulesGivesItsReason, theBreakdownCoversWhatIsListed } from './policies.js';
import type { Round } from './state.js';
import { usualClosurePolicy, usualCountingRule } from './usual.js';

const asserted = (body: BreakdownBody = {}): Breakdown => ({
  findings: body.findings ?? null,
  areas: body.areas ?? null,
  headings: body.headings ?? null,
  tasks: body.tasks ?? null,
  issues: body.issues ?? null,
});

const LEAST_SIGNATURES = 2;

/** The office opens the round; fewer signatures are for two leaders to agree on. */
const openingPolicy = <P extends PlanPolicy>(policy: P, field: 'closurePolicy' | 'planPolicy'): P => {
  const enough = policy.way === 'meeting' || policy.required >= LEAST_SIGNATURES;
  must(enough, 'policy.fewer-than-two', { field: `${field}.required`, least: LEAST_SIGNATURES });
  return policy;
};

const particulars = (command: OpenRound, { bodies }: PolicyFacts): RoundOpened['data'] => {
  const { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn, provenance } = command;
  const { countingRule: rule, closurePolicy: policy, planPolicy } = command;
  return {
    title,
    organisation,
    team,
    inspectedFrom,
    inspectedTo,
    deliveredOn,
    breakdown: asserted(command.breakdown),
    countingRule: rule ? { version: 1, text: rule.text, longTermCounts: rule.longTermCounts } : usualCountingRule,
    closurePolicy: policy ? openingPolicy(closurePolicyOf(policy, bodies), 'closurePolicy') : usualClosurePolicy,
    planPolicy: planPolicy && openingPolicy(decidingOf(planPolicy, 'plan', bodies), 'planPolicy'),
    provenance,
  };
};

const mustBeInOrder = (
  { issuedAt }: Command,
  { inspectedFrom, inspectedTo, deliveredOn }: Pick<RoundFields, 'inspectedFrom' | 'inspectedTo' | 'deliveredOn'>,
): void => {
  must(inspectedFrom <= inspectedTo && inspectedTo <= deliveredOn, 'round.dates-out-of-order', {
    inspectedFrom,
    inspectedTo,
    deliveredOn,
  });
  const today = dateOf(issuedAt);
  must(deliveredOn <= today, 'round.delivered-ahead-of-now', { deliveredOn, today });
};

const fieldsOf = (opened: RoundOpened['data']): RoundFields => {
  const { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn } = opened;
  return { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn };
};

export const openRound = (command: OpenRound, round: Round, facts: PolicyFacts): RoundEvent[] => {
  const data = particulars(command, facts);
  if (alike(round.opened, data)) return [];
  must(!round.opened, 'round.already-open', { title: round.opened?.title });
  mustBeInOrder(command, data);
  return [{ type: 'RoundOpened', data }];
};

export const correctRound = (command: CorrectRound, round: Round): RoundEvent[] => {
  const { id, title, organisation, team, inspectedFrom, inspectedTo, deliveredOn } = command;
  const { opened, openedBy: corrects } = round;
  must(opened, 'round.unknown', { id });
  const change = changeOf(fieldsOf(opened), { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn });
  if (!change) return [];
  obey([aChangeOfRulesGivesItsReason], command, round);
  mustBeInOrder(command, { ...opened, ...change.to });
  return [{ type: 'RoundCorrected', data: { corrects, ...change } }];
};

export const recordFindingText = (
  command: RecordFindingText,
  round: Round,
  { sha256 }: FindingTextFacts,
): RoundEvent[] => {
  const { text, provenance, stated, repliesApart } = command;
  must(round.opened, 'round.unknown', { id: command.id });
  if (round.findingText === sha256) return [];
  if (round.findingText === undefined)
    return [{ type: 'FindingTextRecorded', data: { text, sha256, provenance, stated, repliesApart } }];
  obey([aChangeOfRulesGivesItsReason], command, round);
  return [{ type: 'FindingTextSuperseded', data: { text, sha256, supersedes: round.findingText, provenance } }];
};

export const reviseBreakdown = (command: ReviseBreakdown, round: Round): RoundEvent[] => {
  must(round.opened, 'round.unknown', { id: command.id });
  const to = asserted(command.breakdown);
  if (alike(round.breakdown, to)) return [];
  obey([aChangeOfRulesGivesItsReason, theBreakdownCoversWhatIsListed], command, round, to);
  return [{ type: 'BreakdownRevised', data: { from: round.breakdown, to } }];
};

export const changeCountingRule = (command: ChangeCountingRule, round: Round): RoundEvent[] => {
  must(round.opened, 'round.unknown', { id: command.id });
  const from = round.countingRule;
  const { text, longTermCounts } = command;
  if (from.text === text && from.longTermCounts === longTermCounts) return [];
  obey([aChangeOfRulesGivesItsReason], command, round);
  return [{ type: 'CountingRuleChanged', data: { from, to: { version: from.version + 1, text, longTermCounts } } }];
};

export const organiseWork = (command: OrganiseWork, round: Round): RoundEvent[] => {
  const { id, paragraphs } = command;
  must(round.opened, 'round.unknown', { id });
  return alike(round.paragraphs, paragraphs) ? [] : [{ type: 'WorkOrganised', data: { paragraphs } }];
};

export const announceContact = (command: AnnounceContact, round: Round): RoundEvent[] => {
  const { id, phone, mail, address, period } = command;
  must(round.opened, 'round.unknown', { id });
  must(phone || mail || address, 'contact.empty', { fields: ['phone', 'mail', 'address'] });
  const contact = { phone, mail, address, period };
  return alike(round.contact, contact) ? [] : [{ type: 'ContactAnnounced', data: contact }];
};

export const roundDecisions = [
  onFacts(OpenRound, openRound, 'RoundOpened'),
  on(CorrectRound, correctRound, 'RoundCorrected'),
  onFacts(RecordFindingText, recordFindingText, 'FindingTextRecorded', 'FindingTextSuperseded'),
  on(ReviseBreakdown, reviseBreakdown, 'BreakdownRevised'),
  on(ChangeCountingRule, changeCountingRule, 'CountingRuleChanged'),
  on(OrganiseWork, organiseWork, 'WorkOrganised'),
  on(AnnounceContact, announceContact, 'ContactAnnounced'),
];
