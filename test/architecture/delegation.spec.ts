import { delegable, rights } from '../rights/declared.js';

/** Words by which decisions, signatures, votes and rights are named. */
const NEVER =
  /Approve|Reject|Endorse|Return|Sign|Vote|Waive|Grant|Refuse|Role|Account(?!ability)|Password|Client|Handover|Delegat|Policy|Rule|Meeting|Body|Attest|Countersign|Open|Reopen|LongTerm/;

describe('work that may be delegated', () => {
  it('is work that the rights table knows, of units and the office', () => {
    const rows = delegable.map((act) => [act, rights[act]?.roles] as const);
    expect(rows.filter(([, roles]) => !Array.isArray(roles) || roles.length === 0)).toEqual([]);
    const others = rows.filter(([, roles]) =>
      (roles as string[]).some((role) => !['unit-head', 'reporter', 'office'].includes(role)),
    );
    expect(others).toEqual([]);
  });

  it('is nothing that decides, signs, votes or grants', () => {
    expect(delegable.filter((act) => NEVER.test(act))).toEqual([]);
    expect(['ApproveClosure', 'CastVote', 'GrantRole'].filter((act) => NEVER.test(act))).toHaveLength(3);
  });
});
