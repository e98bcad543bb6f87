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

/** Evidence and waivers, given or half signed, name criteria by number; one of all evidence is of each criterion. */
const criteriaNamed = ({ delivered, evidence, waivers, pendingWaivers }: Issue): readonly number[] => {
  const all = delivered.criteria.map((_text, i) => i + 1);
  const waived = [...waivers, ...pendingWaivers]
    .filter(({ requirement }) => requirement === 'evidence')
    .flatMap(({ criterion }) => criterion ?? all);
  return [...evidence.flatMap(({ criteria }) => criteria), ...waived];
};

/** What was handed in or signed for one wording says nothing of another: such a criterion stays as it is. */
const mustKeepWhatIsNamed = (criteria: readonly string[], issue: Issue): void => {
  const before = issue.delivered.criteria;
  const changed = criteriaNamed(issue).filter((number) => criteria[number - 1] !== before[number - 1]);
  const criterion = Math.min(...changed);
  must(changed.length === 0, 'correction.criterion-in-use', { field: 'criteria', criterion });
};

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
  if (criteria) mustKeepWhatIsNamed(criteria, issue);
  return [{ type: 'IssueCorrected', data: { corrects, ...change } }];
};

export const correctionDecisions = [on(CorrectIssue, correctIssue, 'IssueCorrected')];
