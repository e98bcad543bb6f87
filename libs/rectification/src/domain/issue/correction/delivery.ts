import { IsOptional } from 'class-validator';
import { on } from '#event-sourcing';
import { AreTexts, IsOneOf, IsText } from '#shapes';
import { changeOf, CorrectingCommand, must, obey } from '../../commands.js';
import { correctionPolicies } from './entries.js';
import type { IssueClass, IssueEvent } from '../events.js';
import { type Issue, mustBeDelivered } from '../state.js';

/** What is left out stays as it is. A reason must be given. */
export class CorrectIssue extends CorrectingCommand {
  @IsOptional()
  @IsText(200)
  area?: string;

  @IsOptional()
  @IsText(500)
  heading?: string;

  /** The delivered text stays readable beside it. */
  @IsOptional()
  @IsText(20_000)
  text?: string;

  @IsOptional()
  @IsOneOf(['immediate', 'phased', 'continuous'])
  class?: IssueClass;

  @IsOptional()
  @AreTexts(50, 1000)
  criteria?: string[];
}

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

export const correctionDecisions = [on(CorrectIssue, correctIssue, 'IssueCorrected')];
