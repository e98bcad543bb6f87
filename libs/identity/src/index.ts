import { type DeclaredContext, isStored, someOf } from '#event-sourcing-nest';
import { identityActs } from './acts.js';
import { identityProblems } from './domain/problems.js';
import { identityEventTypes } from './event-types.js';
import { accountDecider } from './domain/account/account.js';
import { AUTHORITY, authorityDecider } from './domain/authority/authority.js';
import { delegationDecider } from './domain/delegation/delegation.js';
import { dutiesDecider } from './domain/duties/duties.js';
import { clientDecider } from './domain/client/client.js';
import { linkDecider } from './domain/link/link.js';
import { mergerDecider, MERGERS } from './domain/merger/merger.js';
import type { Mergers } from './domain/merger/state.js';
import { nameDecider } from './domain/name/name.js';
import { personDecider } from './domain/person/person.js';
import { identityHandlings } from './facts/handlings.js';
import { unitDecider } from './domain/unit/unit.js';
import { accountLinks } from './projections/account-links.js';
import { accounts } from './projections/accounts.js';
import { clients } from './projections/clients.js';
import { delegations } from './projections/delegations.js';
import { inspectorNotices } from './projections/inspector-notices.js';
import { people } from './projections/people.js';
import { units } from './projections/units.js';
import { identityUpcasters } from './upcasters.js';

export const identity: DeclaredContext = {
  name: 'identity',
  deciders: [
    unitDecider,
    personDecider,
    clientDecider,
    accountDecider,
    linkDecider,
    dutiesDecider,
    authorityDecider,
    delegationDecider,
    nameDecider,
    mergerDecider,
  ],
  views: [units, people, accounts, inspectorNotices, delegations, clients, accountLinks],
  handlings: identityHandlings,
  upcasters: identityUpcasters,
  sameIds: { decider: mergerDecider, id: MERGERS, of: ({ same }: Mergers) => same },
  acts: identityActs,
  problems: identityProblems,
  eventTypes: identityEventTypes,
  pictures: { unit: units, person: people, account: accounts, client: clients, link: accountLinks },
  named: {
    unit: {
      shownBy: identityActs.FindUnit,
      isKnown: isStored(unitDecider),
      choices: ({ views }) => someOf(views.reader, units, ({ name }) => name),
    },
    person: { shownBy: identityActs.FindPerson, isKnown: isStored(personDecider) },
    account: { shownBy: identityActs.FindAccount, isKnown: isStored(accountDecider) },
    client: { shownBy: identityActs.FindClient, isKnown: isStored(clientDecider) },
  },
};

export { accountLinks, accounts, clients, delegations, inspectorNotices, people, units };
export { oversees } from './domain/roles.js';
export { accountDecider, AUTHORITY, authorityDecider, delegationDecider, dutiesDecider };
export { mergerDecider, nameDecider, personDecider, unitDecider };
export { allRoles } from './domain/duties/duties.js';
export { unitsAbove } from './facts/names.js';
export { accountIdOf } from './domain/account/account.js';
export { linkDecider } from './domain/link/link.js';
export { clientDecider } from './domain/client/client.js';
export { type Scope, SCOPES } from './domain/client/scopes.js';
export { identityEventTypes };
export { identityProblems };
export { mustStay } from './domain/person/state.js';
export { type Post, postOn } from './domain/person/posts.js';
export { type Role, ROLES } from './domain/roles.js';
export type { AccountEvent } from './domain/account/events.js';
export type { AuthorityEvent } from './domain/authority/events.js';
export type { DelegationEvent } from './domain/delegation/events.js';
export type { DutiesEvent } from './domain/duties/events.js';
export type { LinkEvent } from './domain/link/events.js';
export type { ClientEvent } from './domain/client/events.js';
export type { MergerEvent } from './domain/merger/events.js';
export type { NameEvent } from './domain/name/events.js';
export type { PersonEvent } from './domain/person/events.js';
export type { UnitEvent } from './domain/unit/events.js';
export type { AccountRow } from './projections/accounts.js';
export type { AccountLinkRow } from './projections/account-links.js';
export type { ClientRow } from './projections/clients.js';
export type { PersonRow } from './projections/people.js';
export { peopleIn, unitsUnder } from './projections/unit-tree.js';
export type { UnitRow } from './projections/units.js';
export { RegisterUnit, RenameUnit, MoveUnit, DissolveUnit } from './domain/unit/unit.js';
export { RegisterPerson, CorrectPerson } from './domain/person/registration.js';
export { HoldPost, LeavePost } from './domain/person/appointment.js';
export { LOGIN, OpenAccount, GrantRole, WithdrawRole } from './domain/account/opening.js';
export { SuspendAccount, CloseAccount, ReinstateAccount } from './domain/account/suspension.js';
export { IssueOneTimePassword, ConfirmReset, SetPassword, AwaitConfirmation } from './domain/account/passwords.js';
export { RecoverAdministrator } from './domain/account/recovery.js';
export {
  SignIn,
  EndLinkedSessions,
  RenewSession,
  FailSignIn,
  SignOut,
  RevokeSession,
} from './domain/account/sessions.js';
export { unconfirmedRefusal } from './domain/account/confirmation.js';
export { RegisterClient, ChangeClientScopes, SuspendClient, ReinstateClient } from './domain/client/registration.js';
export { IssueClientKey, RevokeClientKey, RecordKeyUse, RecordKeyRefusal } from './domain/client/keys.js';
export { LinkAccount, UnlinkAccount } from './domain/link/link.js';
export { MergePersons, UndoMerger, ConfirmMerger } from './domain/merger/merging.js';
export { TakeName, LeaveName } from './domain/name/name.js';
export { BeAbsorbed, TakeOver, SetApart } from './domain/person/absorption.js';
export { StandIn, StandWitness, LoseCredentials, SeparateSecurityDuties } from './domain/authority/authority.js';
export { DelegateWork, EndDelegation } from './domain/delegation/delegation.js';
export { TakeDuties, LayDownDuties } from './domain/duties/duties.js';
export { IdentityModule, type IdentityOptions } from './identity.module.js';
export type { ClientKey, Credentials } from './credentials/credentials.js';
export { MemoryCredentials } from './credentials/memory-credentials.js';
export { openCredentials } from './credentials/open-credentials.js';
export { PostgresCredentials } from './credentials/postgres-credentials.js';
export { SqliteCredentials } from './credentials/sqlite-credentials.js';
export { identityActs } from './acts.js';
export type { GuardedRequest } from './rights/authentication.js';
export { Delegations } from './rights/delegations.js';
export { letsDo } from './rights/lets-do.js';
export { Open, RightsGuard } from './rights/rights.guard.js';
export type { ProviderOptions } from './sign-in/external-provider.js';
export { type Limits, USUAL_LIMITS } from './rights/throttle.js';
export type { Authenticated } from './sign-in/authenticated.js';
export { ClientKeys } from './sign-in/client-keys.js';
export { ensureAdministrator, recoverAdministrator } from './sign-in/administrator.js';
export { type HashingCost, OWASP_COST } from './sign-in/password-hash.js';
export { Passwords } from './sign-in/passwords.js';
export type { Tokens } from './sign-in/sessions.js';
export { SignInService } from './sign-in/sign-in-service.js';
export { loadSigningKey, newSigningKey, type SigningKey } from './sign-in/signing-key.js';
