import { alike, on, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { type Matter, matters } from '../rules/rule-set.js';
import { AdoptRuleSet, AppointSecretary, ChangeCompetence, DissolveBody, EstablishBody } from './commands.js';
import type { BodyEstablished, BodyEvent } from './events.js';
import type { PeopleFacts } from './facts.js';
import { type Body, establishedBy } from './state.js';
import {
  aRuleSetCanBeMet,
  noRuleSetLetsOneDecide,
  everyMembershipEndsOnOrAfterItsFirstDay,
  nobodyIsAMemberTwiceAtOneTime,
  thereIsOneChairAtEveryTime,
} from './policies.js';
import { mustStand, named } from './preconditions.js';
import { chosenRules, sameRules } from './rule-choice.js';

const inOrder = (asked: readonly Matter[]): readonly Matter[] => matters.filter((one) => asked.includes(one));

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
  const policies = [everyMembershipEndsOnOrAfterItsFirstDay, nobodyIsAMemberTwiceAtOneTime, thereIsOneChairAtEveryTime];
  obey(policies, command, members);
  obey([aRuleSetCanBeMet, noRuleSetLetsOneDecide], command, establishedBy(data));
  return [{ type: 'BodyEstablished', data }];
};

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

export const bodyDecisions = [
  onFacts(EstablishBody, establishBody, 'BodyEstablished'),
  onFacts(AppointSecretary, appointSecretary, 'SecretaryAppointed'),
  on(ChangeCompetence, changeCompetence, 'CompetenceChanged'),
  on(AdoptRuleSet, adoptRuleSet, 'RuleSetAdopted'),
  on(DissolveBody, dissolveBody, 'BodyDissolved'),
];
