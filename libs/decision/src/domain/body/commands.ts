/** What may be sent to a body; for routes and acts, which never decide. */
export { AdoptRuleSet, AppointSecretary, ChangeCompetence, DissolveBody } from './changes.js';
export { EstablishBody } from './establishment.js';
export { AppointChair, AppointMember, EndExclusion, EndMembership, ExcludeMember } from './members.js';
export type { OwnRulesBody, RuleSetBody } from './rule-choice.js';
