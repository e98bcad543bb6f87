import { CarryOverClosure, CarryOverLongTerm, CarryOverTask, RegisterRegulation } from '#rectification';
import { inTurns } from '../reporting/in-turns.js';
import type { LedgerRegulation } from '../reading/ledger/reading.js';
import type { Place } from './import-request.js';
import {
  issuesOf,
  noEarlierThanDelivery,
  type LedgerPlanParts,
  placeOf,
  type PlannedIssue,
  rowProvenance,
} from './ledger-plan-parts.js';
import { taskIdOf } from './ledger-tasks.js';
import { refusal } from './refusal.js';
import { missingFact } from './round-facts.js';

/** A fact of an issue on its day; `rank` orders facts of one day. */
interface Dated {
  readonly on: string;
  readonly rank: number;
  readonly add: () => void;
}

const closedOnOf = ({ status, closedOn }: PlannedIssue): string | undefined =>
  status?.understood === 'closed' ? closedOn : undefined;

/** The ledger's word that it was closed, as of the day it names. */
const closure = (parts: LedgerPlanParts, issue: PlannedIssue): Dated[] => {
  const { planned } = parts;
  const closedOn = closedOnOf(issue);
  if (closedOn === undefined) {
    if (issue.status?.understood === 'closed')
      planned.warn('closure-without-date', placeOf(issue), '写明已完成但没有销号日期,未结转,仍按在办登记');
    return [];
  }
  const on = noEarlierThanDelivery(parts, closedOn);
  const fields = { id: issue.id, closedOn, provenance: rowProvenance(parts, issue), effectiveOn: on };
  return [{ on, rank: 2, add: () => planned.add(CarryOverClosure, placeOf(issue), fields) }];
};

const reviewDateOf = ({ planned }: LedgerPlanParts, issue: PlannedIssue): string | undefined => {
  const reviewOn = issue.longTerm?.reviewOn ?? planned.request.options.reviewOn;
  if (reviewOn !== undefined) return reviewOn;
  const details = { field: 'reviewOn', number: issue.label, parameter: 'reviewOn', option: '--review-on' };
  planned.refusals.push(refusal('import.review-date-missing', details, placeOf(issue)));
  return undefined;
};

const dayOfLedger = ({ planned, facts }: LedgerPlanParts, place: Place): string | undefined => {
  if (facts.asOf === undefined) planned.refusals.push(missingFact('asOf', placeOf(place)));
  return facts.asOf;
};

/** A ledger does not date a placement: it is known to be in force on the day that the ledger speaks of. */
const longTerm = (parts: LedgerPlanParts, issue: PlannedIssue): Dated[] => {
  if (issue.status?.understood !== 'long-term') return [];
  const reviewOn = reviewDateOf(parts, issue);
  const asOf = dayOfLedger(parts, issue);
  if (reviewOn === undefined || asOf === undefined) return [];
  const on = noEarlierThanDelivery(parts, asOf);
  const reason = issue.longTerm?.reason;
  const fields = { id: issue.id, reviewOn, reason, provenance: rowProvenance(parts, issue), effectiveOn: on };
  return [{ on, rank: 2, add: () => parts.planned.add(CarryOverLongTerm, placeOf(issue), fields) }];
};

/** A regulation without a date stays without one; it was in force at the latest when its issue was closed. */
const knownOn = (parts: LedgerPlanParts, issue: PlannedIssue, stated: LedgerRegulation) => {
  if (stated.date !== undefined) return stated.date;
  const latest = closedOnOf(issue) ?? dayOfLedger(parts, stated);
  const message = `《${stated.title}》未写印发日期,不代为填写;最迟 ${latest} 已施行,自该日起计入`;
  if (latest !== undefined) parts.planned.warn('regulation-date-missing', placeOf(stated), message);
  return latest;
};

const regulation = (parts: LedgerPlanParts, issue: PlannedIssue, stated: LedgerRegulation): Dated[] => {
  const { planned } = parts;
  const { title, kind, documentNumber } = stated;
  if (kind === undefined) {
    planned.warn('regulation-not-registered', placeOf(stated), `《${title}》未写明制定还是修订,未登记,原文保留`);
    return [];
  }
  const known = knownOn(parts, issue, stated);
  if (known === undefined) return [];
  const on = noEarlierThanDelivery(parts, known);
  const fields = { id: issue.id, kind, title, documentNumber, date: stated.date, effectiveOn: on };
  return [{ on, rank: 1, add: () => planned.add(RegisterRegulation, placeOf(stated), fields) }];
};

/** One regulation is one fact, however many issues it answers: it is registered with the first of them. */
const regulationsByIssue = ({ planned, reading, byNumber }: LedgerPlanParts): Map<PlannedIssue, LedgerRegulation[]> => {
  const found = new Map<PlannedIssue, LedgerRegulation[]>();
  for (const stated of reading.regulations) {
    const issue = stated.issueNumbers.map((number) => byNumber.get(number)).find((one) => one !== undefined);
    if (issue) found.set(issue, [...(found.get(issue) ?? []), stated]);
    else planned.warn('regulation-without-issue', placeOf(stated), `《${stated.title}》没有对应的具体问题,未登记`);
  }
  return found;
};

/** A task is done when the last of its issues was closed; one with an issue still open stays open. */
const carryOverTasks = async (parts: LedgerPlanParts): Promise<void> => {
  const { planned, reading } = parts;
  await inTurns(reading.tasks, (task) => {
    const days = issuesOf(parts, task).map(closedOnOf);
    const completedOn = days.includes(undefined) ? undefined : (days as string[]).sort().at(-1);
    if (completedOn === undefined) return;
    planned.add(CarryOverTask, placeOf(task), {
      id: taskIdOf(parts, task),
      completedOn,
      provenance: rowProvenance(parts, task),
      effectiveOn: noEarlierThanDelivery(parts, completedOn),
    });
  });
};

export const carryOver = async (parts: LedgerPlanParts): Promise<void> => {
  await carryOverTasks(parts);
  const regulations = regulationsByIssue(parts);
  await inTurns(parts.issues, (issue) => {
    const dated = [
      ...(regulations.get(issue) ?? []).flatMap((stated) => regulation(parts, issue, stated)),
      ...closure(parts, issue),
      ...longTerm(parts, issue),
    ];
    const inOrder = dated.sort((a, b) => (a.on === b.on ? a.rank - b.rank : a.on < b.on ? -1 : 1));
    for (const { add } of inOrder) add();
  });
};
