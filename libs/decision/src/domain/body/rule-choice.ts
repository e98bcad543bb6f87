import { alike, type Command, dateOf } from '#event-sourcing';
import {
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsInt,
  IsName,
  IsObject,
  IsOneOf,
  IsOptional,
  IsText,
  Max,
  Min,
  must,
  type Policy,
  type Refusal,
  Type,
  unless,
  ValidateIf,
  ValidateNested,
} from '../commands.js';
import { fewestDeciding, isOutOfReach, LEAST_DECIDING } from '../rules/arithmetic.js';
import { partyGroup, type PresetKey, presetKeys, signOffs, simpleMajority } from '../rules/presets.js';
import {
  type Ballot,
  ballots,
  chairStates,
  type ChairStates,
  type Matter,
  matters,
  type RuleSet,
  type Share,
} from '../rules/rule-set.js';
import { entitledOn } from './membership.js';
import type { EstablishedBody } from './state.js';

export const MOST_MEMBERS = 100;

class ShareBody {
  @IsInt() @Min(0) @Max(100) numerator!: number;
  @IsInt() @Min(1) @Max(100) denominator!: number;
  @IsBoolean() inclusive!: boolean;
  /** Where it is written. */
  @IsText(300) source!: string;
}

class PassingBody extends ShareBody {
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

export const inOrder = (asked: readonly Matter[]): readonly Matter[] => matters.filter((one) => asked.includes(one));

const shareOf = ({ numerator, denominator, inclusive, source }: ShareBody): Share => ({
  numerator,
  denominator,
  inclusive,
  source,
});

const ownRules = (own: OwnRulesBody, version: number): RuleSet => ({
  key: 'own',
  version,
  title: { zh: own.title, en: own.title },
  source: own.source,
  rules: {
    way: 'meeting',
    quorum: shareOf(own.quorum),
    quorumFor: own.quorumForAppointments ? { appointment: shareOf(own.quorumForAppointments) } : {},
    passing: { ...shareOf(own.passing), of: own.passing.of },
    ballots: own.ballots,
    chairSpeaksLast: own.chairSpeaksLast,
    chairStates: own.chairSpeaksLast ? (own.chairStates ?? 'before-vote') : undefined,
    recused: own.recused,
    involved: own.involved,
  },
});

const preset = ({ preset, required }: RuleSetBody): RuleSet => {
  if (preset === 'party-group') return partyGroup;
  if (preset === 'simple-majority') return simpleMajority;
  must(required !== undefined, 'body.rules-unclear', { field: 'required', preset });
  return signOffs(required);
};

/** The rules asked for; own ones are the version after the last. */
export const chosenRules = (asked: RuleSetBody, lastOwnVersion: number): RuleSet => {
  const { own, preset: key } = asked;
  must((own === undefined) !== (key === undefined), 'body.rules-unclear', { field: 'ruleSet', preset: key });
  return own ? ownRules(own, lastOwnVersion + 1) : preset(asked);
};

export const sameRules = (a: RuleSet, b: RuleSet): boolean => alike({ ...a, version: 0 }, { ...b, version: 0 });

/** The rule set by which one could decide alone. */
const withinReachOfOne = (ruleSet: RuleSet, entitled: number): Refusal | undefined => {
  const deciding = fewestDeciding(ruleSet, entitled);
  return unless(deciding >= LEAST_DECIDING, 'rules.decided-by-fewer-than-two', { entitled, deciding });
};

/** The rule set that could never let anything pass, with what is too much. */
const beyondReach = ({ rules }: RuleSet, entitled: number): Refusal | undefined => {
  if (rules.way === 'sign-offs') {
    const { required } = rules;
    return unless(required <= entitled, 'body.rules-out-of-reach', { field: 'required', required, entitled });
  }
  const shares = { quorum: rules.quorum, quorumForAppointments: rules.quorumFor.appointment, passing: rules.passing };
  const beyond = Object.entries(shares).find(([, share]) => share && isOutOfReach(share));
  if (!beyond?.[1]) return undefined;
  const [field, { numerator, denominator, inclusive }] = [beyond[0], beyond[1]];
  return { code: 'body.rules-out-of-reach', details: { field, numerator, denominator, inclusive } };
};

/** Asked of the body as it would become; sign-offs need as many members as are entitled today. */
export const aRuleSetCanBeMet: Policy<Command, EstablishedBody> = (command, body) =>
  beyondReach(body.ruleSet, entitledOn(body, dateOf(command.issuedAt)).length);

/** Asked of the body as it would become, with all its members where none is in office yet. */
export const noRuleSetLetsOneDecide: Policy<Command, EstablishedBody> = (command, body) =>
  withinReachOfOne(body.ruleSet, entitledOn(body, dateOf(command.issuedAt)).length || body.members.length);
