import { type Decider, on, onFacts } from '#event-sourcing';
import {
  AdoptRuleSet,
  AppointChair,
  AppointMember,
  AppointSecretary,
  ChangeCompetence,
  DissolveBody,
  EndExclusion,
  EndMembership,
  EstablishBody,
  ExcludeMember,
} from './commands.js';
import { appointChair, appointMember, endExclusion, endMembership, excludeMember } from './decide-members.js';
import { adoptRuleSet, appointSecretary, changeCompetence, dissolveBody, establishBody } from './decide.js';
import type { BodyEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Body } from './state.js';

export const body: Decider<Body, BodyEvent> = {
  category: 'body',
  initial: undefined,
  evolve,
  decisions: [
    onFacts(EstablishBody, establishBody),
    onFacts(AppointMember, appointMember),
    onFacts(AppointChair, appointChair),
    on(EndMembership, endMembership),
    on(ExcludeMember, excludeMember),
    on(EndExclusion, endExclusion),
    onFacts(AppointSecretary, appointSecretary),
    on(ChangeCompetence, changeCompetence),
    on(AdoptRuleSet, adoptRuleSet),
    on(DissolveBody, dissolveBody),
  ],
};
