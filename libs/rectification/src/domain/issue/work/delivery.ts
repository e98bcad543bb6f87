import { IsOptional } from 'class-validator';
import { alike, on } from '#event-sourcing';
import { AreTexts, IsId, IsName, IsOneOf, IsText } from '#shapes';
import { DatedCommand, must } from '../../commands.js';
import type { IssueClass, IssueEvent, Provenance } from '../events.js';
import type { Issue } from '../state.js';

export class DeliverIssue extends DatedCommand {
  @IsId()
  roundId!: string;

  @IsName(20)
  number!: string;

  @IsText(200)
  area!: string;

  @IsText(500)
  heading!: string;

  @IsText(20_000)
  text!: string;

  @IsOneOf(['immediate', 'phased', 'continuous'])
  class!: IssueClass;

  @IsOptional()
  @AreTexts(50, 1000)
  criteria: string[] = [];

  /** Filled by the import. */
  provenance?: Provenance;
  /** Filled by the import. */
  asDelivered?: Readonly<Record<string, string>>;
}

export const deliverIssue = (command: DeliverIssue, issue: Issue): IssueEvent[] => {
  const { roundId, number, area, heading, text, criteria, provenance, asDelivered } = command;
  const data = { roundId, number, area, heading, text, class: command.class, criteria, provenance, asDelivered };
  if (issue.standing.status === 'undelivered') return [{ type: 'IssueDelivered', data }];
  must(alike(issue.delivered, data), 'issue.already-delivered', { number: issue.delivered.number });
  return [];
};

export const deliveryDecisions = [on(DeliverIssue, deliverIssue, 'IssueDelivered')];
