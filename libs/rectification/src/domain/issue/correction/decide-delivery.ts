import { on } from '#event-sourcing';
import { changeOf } from '../../commands.js';
import { must, obey } from '../../errors.js';
import type { IssueEvent } from '../events.js';
import { mustBeDelivered, type Issue } from '../state.js';
import { CorrectIssue } from './delivery-commands.js';
import { correctionPolicies } from './policies.js';

/** Evidence and waivers name criteria by number. */
const highestCriterionNamed = ({ evidence, waivers }: Issue): number =>
  Math.max(0, ...evidence.flatMap(({ criteria }) => criteria), ...waivers.map(({ criterion = 0 }) => criterion));

export const correctIssue = (command: CorrectIssue, issue: Issue): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { area, heading, text, criteria } = command;
  const { delivered, deliveredBy: corrects } = issue;
  const before = {
    area: delivered.area,
    heading: delivered.heading,
    text: delivered.text,
    class: delivered.class,
    criteria: delivered.criteria,
  };
  const change = changeOf(before, { area, heading, text, class: command.class, criteria });
  if (!change) return [];
  obey(correctionPolicies, command, issue);
  const named = highestCriterionNamed(issue);
  must(!criteria || criteria.length >= named, 'correction.criterion-in-use', { field: 'criteria', criterion: named });
  return [{ type: 'IssueCorrected', data: { corrects, ...change } }];
};

export const deliveryDecisions = [on(CorrectIssue, correctIssue, 'IssueCorrected')];
