import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsId, IsName, IsOneOf, IsPlainDate, IsText } from '#shapes';
import { DecisionCommand, ReasonedCommand } from '../commands.js';
import { type PresetKey, presetKeys } from '../rules/presets.js';
import { type Ballot, ballots, type ChairStates, chairStates, type Matter, matters } from '../rules/rule-set.js';
import type { Position } from './events.js';

const MOST_MEMBERS = 100;

export class ShareBody {
  @IsInt() @Min(0) @Max(100) numerator!: number;
  @IsInt() @Min(1) @Max(100) denominator!: number;
  @IsBoolean() inclusive!: boolean;
  /** Where it is written. */
  @IsText(300) source!: string;
}

export class PassingBody extends ShareBody {
  @IsOneOf(['entitled', 'present']) of!: 'entitled' | 'present';
}

/** A body's own rules for its meetings. */
export class OwnRulesBody {
  @IsName(100) title!: string;
  @IsText(300) source!: string;
  @IsObject() @ValidateNested() @Type(() => ShareBody) quorum!: ShareBody;
  /** For appointments, where they ask for more. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ShareBody) quorumForAppointments?: ShareBody;
  @IsObject() @ValidateNested() @Type(() => PassingBody) passing!: PassingBody;
  @IsOneOf(ballots, { each: true }) @ArrayMinSize(1) @ArrayUnique() ballots!: Ballot[];
  @IsBoolean() chairSpeaksLast!: boolean;
  /** Of a chair who speaks last; before the vote, unless it says otherwise. */
  @IsOptional() @IsOneOf(chairStates) chairStates?: ChairStates;
  @IsOneOf(['entitled', 'left-out']) recused!: 'entitled' | 'left-out';
  @IsOneOf(['recused', 'refused']) involved!: 'recused' | 'refused';
}

/** One of the presets, or rules of its own. */
export class RuleSetBody {
  @ValidateIf(({ own }: RuleSetBody) => own === undefined) @IsOneOf(presetKeys) preset?: PresetKey;
  /** With `sign-offs`: how many members sign. */
  @IsOptional() @IsInt() @Min(1) @Max(MOST_MEMBERS) required?: number;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => OwnRulesBody) own?: OwnRulesBody;
}

export class MemberBody {
  @IsId() personId!: string;
  @IsOneOf(['chair', 'vice-chair', 'member']) position!: Position;
  @IsPlainDate() from!: string;
  /** The last day. */
  @IsOptional() @IsPlainDate() to?: string;
}

const AreMatters = (): PropertyDecorator => (target, property) => {
  for (const decorate of [IsArray(), IsOneOf(matters, { each: true }), ArrayMinSize(1), ArrayUnique()])
    decorate(target, property);
};

export class EstablishBody extends DecisionCommand {
  @IsName(100) name!: string;
  @AreMatters() competence!: Matter[];
  @IsObject() @ValidateNested() @Type(() => RuleSetBody) ruleSet!: RuleSetBody;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_MEMBERS)
  @ValidateNested({ each: true })
  @Type(() => MemberBody)
  members!: MemberBody[];
  @IsId() secretaryId!: string;
}

export class AppointMember extends DecisionCommand {
  @IsId() personId!: string;
  @IsOneOf(['vice-chair', 'member']) position!: 'vice-chair' | 'member';
  @IsPlainDate() from!: string;
  @IsOptional() @IsPlainDate() to?: string;
}

export class AppointChair extends DecisionCommand {
  @IsId() personId!: string;
  @IsPlainDate() from!: string;
}

export class EndMembership extends ReasonedCommand {
  @IsId() personId!: string;
  @IsPlainDate() to!: string;
}

export class ExcludeMember extends ReasonedCommand {
  @IsId() personId!: string;
  @IsPlainDate() from!: string;
  @IsOptional() @IsPlainDate() to?: string;
}

export class EndExclusion extends ReasonedCommand {
  @IsId() personId!: string;
  @IsPlainDate() to!: string;
}

export class AppointSecretary extends DecisionCommand {
  @IsId() personId!: string;
}

export class ChangeCompetence extends ReasonedCommand {
  static readonly underAuthority = true;

  @AreMatters() competence!: Matter[];
}

export class AdoptRuleSet extends ReasonedCommand {
  static readonly underAuthority = true;

  @IsObject() @ValidateNested() @Type(() => RuleSetBody) ruleSet!: RuleSetBody;
}

export class DissolveBody extends ReasonedCommand {}
