import { alike, mustBePlannedWithinSense, onFacts } from '#event-sourcing';
import {
  AreMatters,
  ArrayMaxSize,
  ArrayMinSize,
  DecisionCommand,
  IsArray,
  IsId,
  IsName,
  IsObject,
  IsOneOf,
  IsOptional,
  IsPlainDate,
  type Matter,
  must,
  obey,
  Type,
  ValidateNested,
} from '../commands.js';
import type { BodyEstablished, BodyEvent, Position } from './events.js';
import {
  everyMembershipEndsOnOrAfterItsFirstDay,
  nobodyIsAMemberTwiceAtOneTime,
  thereIsOneChairAtEveryTime,
} from './members.js';
import {
  aRuleSetCanBeMet,
  chosenRules,
  inOrder,
  MOST_MEMBERS,
  noRuleSetLetsOneDecide,
  RuleSetBody,
} from './rule-choice.js';
import { type Body, establishedBy, named, type PeopleFacts } from './state.js';

class MemberBody {
  @IsId() personId!: string;
  @IsOneOf(['chair', 'vice-chair', 'member']) position!: Position;
  @IsPlainDate() from!: string;
  /** The last day. */
  @IsOptional() @IsPlainDate() to?: string;
}

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

const particulars = (command: EstablishBody, { people }: PeopleFacts): BodyEstablished['data'] => {
  const { name, competence, ruleSet, members, secretaryId } = command;
  return {
    name,
    competence: inOrder(competence),
    ruleSet: chosenRules(ruleSet, 0),
    members: members.map(({ personId, position, from, to }, i) => ({
      person: named(people, { field: `members[${i}].personId`, id: personId }),
      position,
      from,
      to,
    })),
    secretary: named(people, { field: 'secretaryId', id: secretaryId }),
  };
};

export const establishBody = (command: EstablishBody, body: Body, facts: PeopleFacts): BodyEvent[] => {
  const data = particulars(command, facts);
  if (alike(body?.established, data)) return [];
  must(!body, 'body.exists', { body: body?.name });
  const { members } = data;
  members.forEach(({ from, to }, i) =>
    mustBePlannedWithinSense(command, { [`members[${i}].from`]: from, [`members[${i}].to`]: to }),
  );
  const policies = [everyMembershipEndsOnOrAfterItsFirstDay, nobodyIsAMemberTwiceAtOneTime, thereIsOneChairAtEveryTime];
  obey(policies, command, members);
  obey([aRuleSetCanBeMet, noRuleSetLetsOneDecide], command, establishedBy(data));
  return [{ type: 'BodyEstablished', data }];
};

export const establishmentDecisions = [onFacts(EstablishBody, establishBody, 'BodyEstablished')];
