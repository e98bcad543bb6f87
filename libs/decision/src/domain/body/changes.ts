import { alike, on, onFacts } from '#event-sourcing';
import {
  AreMatters,
  DecisionCommand,
  IsId,
  IsObject,
  type Matter,
  must,
  obey,
  ReasonedCommand,
  Type,
  ValidateNested,
} from '../commands.js';
import type { BodyEvent } from './events.js';
import {
  aRuleSetCanBeMet,
  chosenRules,
  inOrder,
  noRuleSetLetsOneDecide,
  RuleSetBody,
  sameRules,
} from './rule-choice.js';
import { type Body, mustStand, named, type PeopleFacts } from './state.js';

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

export const appointSecretary = (command: AppointSecretary, body: Body, { people }: PeopleFacts): BodyEvent[] => {
  const { secretary: before } = mustStand(command, body);
  const person = named(people, { field: 'personId', id: command.personId });
  return before.id === person.id ? [] : [{ type: 'SecretaryAppointed', data: { person, before } }];
};

export const changeCompetence = (command: ChangeCompetence, body: Body): BodyEvent[] => {
  const { competence: from } = mustStand(command, body);
  const to = inOrder(command.competence);
  return alike(from, to) ? [] : [{ type: 'CompetenceChanged', data: { from, to } }];
};

export const adoptRuleSet = (command: AdoptRuleSet, body: Body): BodyEvent[] => {
  const standing = mustStand(command, body);
  const { ruleSet: from, ownVersion } = standing;
  const to = chosenRules(command.ruleSet, ownVersion);
  if (sameRules(from, to)) return [];
  obey([aRuleSetCanBeMet, noRuleSetLetsOneDecide], command, { ...standing, ruleSet: to });
  return [{ type: 'RuleSetAdopted', data: { from, to } }];
};

export const dissolveBody = ({ id }: DissolveBody, body: Body): BodyEvent[] => {
  must(body, 'body.unknown', { id });
  return body.dissolved ? [] : [{ type: 'BodyDissolved', data: { name: body.name } }];
};

export const changeDecisions = [
  onFacts(AppointSecretary, appointSecretary, 'SecretaryAppointed'),
  on(ChangeCompetence, changeCompetence, 'CompetenceChanged'),
  on(AdoptRuleSet, adoptRuleSet, 'RuleSetAdopted'),
  on(DissolveBody, dissolveBody, 'BodyDissolved'),
];
