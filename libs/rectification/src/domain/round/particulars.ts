import { IsBoolean, IsOptional } from 'class-validator';
import { alike, type Command, dateOf, on, onFacts } from '#event-sourcing';
import { AreTexts, IsName, IsNameOrEmpty, IsPlainDate, IsText } from '#shapes';
import {
  changeOf,
  CorrectingCommand,
  DatedCommand,
  RectificationCommand,
  must,
  obey,
  type Policy,
} from '../commands.js';
import type { Provenance, ReplyApart, RoundEvent, RoundFields, RoundOpened, StatedResults } from './events.js';
import { aChangeOfRulesGivesItsReason, type Round } from './state.js';

/** What is left out stays as it is. A reason must be given. */
export class CorrectRound extends CorrectingCommand {
  @IsOptional()
  @IsName(200)
  title?: string;

  @IsOptional()
  @IsName(200)
  organisation?: string;

  @IsOptional()
  @IsName(200)
  team?: string;

  @IsOptional()
  @IsPlainDate()
  inspectedFrom?: string;

  @IsOptional()
  @IsPlainDate()
  inspectedTo?: string;

  @IsOptional()
  @IsPlainDate()
  deliveredOn?: string;
}

export class RecordFindingText extends DatedCommand {
  @IsText(500_000)
  text!: string;

  /** Filled by the import. */
  provenance?: Provenance;
  /** Filled by the import. */
  stated?: StatedResults;
  /** Filled by the import. */
  repliesApart?: readonly ReplyApart[];
}

export class ChangeCountingRule extends RectificationCommand {
  static readonly underAuthority = true;

  @IsText(1000)
  text!: string;

  @IsBoolean()
  longTermCounts!: boolean;
}

export class OrganiseWork extends DatedCommand {
  @AreTexts(50, 5000)
  paragraphs!: string[];
}

export class AnnounceContact extends DatedCommand {
  @IsOptional()
  @IsNameOrEmpty(100)
  phone?: string;

  @IsOptional()
  @IsNameOrEmpty(200)
  mail?: string;

  @IsOptional()
  @IsNameOrEmpty(300)
  address?: string;

  @IsOptional()
  @IsNameOrEmpty(200)
  period?: string;
}

export interface FindingTextFacts {
  /** Of the text's UTF-8 bytes. */
  readonly sha256: string;
}

export const mustBeInOrder = (
  { issuedAt }: Command,
  { inspectedFrom, inspectedTo, deliveredOn }: Pick<RoundFields, 'inspectedFrom' | 'inspectedTo' | 'deliveredOn'>,
): void => {
  const dates = { inspectedFrom, inspectedTo, deliveredOn };
  must(inspectedFrom <= inspectedTo, 'round.dates-out-of-order', { field: 'inspectedTo', ...dates });
  must(inspectedTo <= deliveredOn, 'round.dates-out-of-order', { field: 'deliveredOn', ...dates });
  const today = dateOf(issuedAt);
  const field = 'deliveredOn';
  must(deliveredOn <= today, 'round.delivered-ahead-of-now', { field, deliveredOn, today });
};

const theDeliveryLiesBeforeTheWork: Policy<Pick<CorrectRound, 'deliveredOn'>, Round> = ({ deliveredOn }, round) => {
  const { workSince: latest } = round;
  return latest !== undefined && deliveredOn !== undefined && deliveredOn > latest
    ? { code: 'round.delivered-after-its-work', details: { field: 'deliveredOn', deliveredOn, latest } }
    : undefined;
};

const fieldsOf = (opened: RoundOpened['data']): RoundFields => {
  const { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn } = opened;
  return { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn };
};

export const correctRound = (command: CorrectRound, round: Round): RoundEvent[] => {
  const { id, title, organisation, team, inspectedFrom, inspectedTo, deliveredOn } = command;
  const { opened, openedBy: corrects } = round;
  must(opened, 'round.unknown', { id });
  const change = changeOf(fieldsOf(opened), { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn });
  if (!change) return [];
  obey([aChangeOfRulesGivesItsReason], command, round);
  mustBeInOrder(command, { ...opened, ...change.to });
  obey([theDeliveryLiesBeforeTheWork], { ...command, deliveredOn: change.to.deliveredOn }, round);
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

export const particularsDecisions = [
  on(CorrectRound, correctRound, 'RoundCorrected'),
  onFacts(RecordFindingText, recordFindingText, 'FindingTextRecorded', 'FindingTextSuperseded'),
  on(ChangeCountingRule, changeCountingRule, 'CountingRuleChanged'),
  on(OrganiseWork, organiseWork, 'WorkOrganised'),
  on(AnnounceContact, announceContact, 'ContactAnnounced'),
];
