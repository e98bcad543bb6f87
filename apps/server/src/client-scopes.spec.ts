import { mayAct, SCOPES } from '#identity';
import { clientScopes } from './client-scopes.js';
import { rights } from './server.module.js';

const granted = [...new Set(Object.values(clientScopes).flat())];
/** Roles that a client can hold. */
const held = ['office', 'reporter', 'inspector'];

/** To decide, to sign, to speak for a unit, to keep rights and rules takes a natural person. */
const DECIDES =
  /^(Approve|Endorse|Reject|Return|Grant|Withdraw|Refuse|Reopen|Waive|Place|Claim|Request|Vote|Sign|Counter|Delegate|Change|Revise|Suspend|Reinstate|Issue|Revoke|Open(Account|Session)|Link|Unlink|RegisterClient)/;

describe('what API clients may be let loose on', () => {
  it('is named by acts that there are, one list for each scope', () => {
    expect(Object.keys(clientScopes)).toEqual(SCOPES);
    expect(granted.filter((act) => !Object.hasOwn(rights, act))).toEqual([]);
    for (const acts of Object.values(clientScopes)) expect(new Set(acts).size).toBe(acts.length);
  });

  it('is open to a role that a client can hold', () => {
    expect(granted.filter((act) => !mayAct(rights[act]!, held))).toEqual([]);
  });

  it('decides nothing, signs nothing and keeps no rights', () => {
    const deciding = Object.keys(rights).filter((act) => DECIDES.test(act));
    expect(deciding).toEqual(expect.arrayContaining(['ApproveClosure', 'EndorseClosure', 'ReopenIssue', 'GrantRole']));
    expect(granted.filter((act) => DECIDES.test(act))).toEqual([]);
  });
});
