import { SCOPES } from '#contracts';
import { asks, asksProof, commandOf, declare, does, isRouted, mayAct, routedIn } from '#event-sourcing-nest';
import { GrantRole } from '#identity';
import { rights, scopes } from '../../../test/rights/declared.js';
import { acts } from './declared.js';

/** Written by hand, as the proof of what is declared. */
const expected: Readonly<Record<string, readonly string[]>> = {
  read: [
    'ReadMe',
    'ListActions',
    'ListRights',
    'ListUnits',
    'FindUnit',
    'ListPeople',
    'FindPerson',
    'ListRounds',
    'FindRound',
    'RoundStatistics',
    'RoundGroups',
    'RoundChanges',
    'BehindFigure',
    'RoundRegulations',
    'ListIssues',
    'FindIssue',
    'ListTasks',
    'FindTask',
    'WaitingForMe',
    'DownloadEvidence',
    'ReadHistory',
  ],
  audit: [
    'ReadMe',
    'ReadTrail',
    'ReadHistory',
    'ReadEvents',
    'ListAccounts',
    'FindAccount',
    'ListClients',
    'FindClient',
  ],
  export: ['ReadMe', 'ListRounds', 'FindRound', 'RoundReport', 'RoundComparison', 'RoundLedger'],
  report: [
    'ReportProgress',
    'CorrectProgress',
    'UploadEvidence',
    'AttachEvidence',
    'RegisterRegulation',
    'ReportTaskProgress',
    'AttachTaskEvidence',
    'CompleteTask',
  ],
  import: [
    'OpenRound',
    'RecordFindingText',
    'DeliverIssue',
    'PlanTask',
    'UploadEvidence',
    'ImportFile',
    'FindImport',
    'CancelImport',
  ],
  register: [
    'RegisterUnit',
    'RenameUnit',
    'MoveUnit',
    'DissolveUnit',
    'RegisterPerson',
    'CorrectPerson',
    'HoldPost',
    'LeavePost',
  ],
};

const recorded = {
  reading: [
    'DownloadEvidence',
    'FindAccount',
    'FindClient',
    'ListAccounts',
    'ListClients',
    'ListInspectorNotices',
    'ReadTrail',
  ],
  export: ['ReadEvents', 'RoundComparison', 'RoundLedger', 'RoundReport'],
};

const delegable = {
  work: [
    'AttachEvidence',
    'AttachTaskEvidence',
    'ClaimIssue',
    'CompleteTask',
    'CorrectProgress',
    'RecordAccountability',
    'RecordRecovery',
    'RegisterRegulation',
    'ReportProgress',
    'ReportTaskProgress',
    'RequestClosure',
    'RequestExtension',
  ],
  goesWithIt: [
    'DownloadEvidence',
    'FindIssue',
    'FindTask',
    'ListActions',
    'ListIssues',
    'ListTasks',
    'ReadHistory',
    'UploadEvidence',
    'WaitingForMe',
  ],
};

const namesOf = (wanted: (act: ReturnType<typeof routedIn>[number]) => boolean): string[] =>
  routedIn(acts)
    .filter(wanted)
    .map(({ name }) => name)
    .sort();

const granted = [...new Set(Object.values(scopes).flat())];
/** Roles that a client can hold. */
const held = ['office', 'reporter', 'inspector'];

/** To decide, to sign, to speak for a unit, to keep rights and rules takes a natural person. */
const DECIDES =
  /^(Approve|Endorse|Reject|Return|Grant|Withdraw|Refuse|Reopen|Waive|Place|Claim|Request|Vote|Sign|Counter|Delegate|Change|Revise|Suspend|Reinstate|Issue|Revoke|Open(Account|Session)|Link|Unlink|RegisterClient)/;

describe('what API clients may be let loose on', () => {
  it('is, scope by scope, what the table written by hand says', () => {
    expect(Object.keys(scopes)).toEqual(SCOPES);
    for (const scope of SCOPES)
      expect([scope, [...scopes[scope]!].sort()]).toEqual([scope, [...expected[scope]!].sort()]);
  });

  it('is open to a role that a client can hold', () => {
    const declared = routedIn(acts).filter(({ name }) => granted.includes(name));
    expect(declared.length).toBe(granted.length);
    expect(declared.filter((act) => !mayAct(act, held))).toEqual([]);
  });

  it('decides nothing, signs nothing and keeps no rights', () => {
    const deciding = Object.keys(rights).filter((act) => DECIDES.test(act));
    expect(deciding).toEqual(expect.arrayContaining(['ApproveClosure', 'EndorseClosure', 'ReopenIssue', 'GrantRole']));
    expect(granted.filter((act) => DECIDES.test(act))).toEqual([]);
  });
});

describe('what is put on record when it is asked for', () => {
  it.each(Object.entries(recorded))('as %s is what the list written by hand says', (kind, names) => {
    expect(namesOf((act) => 'recorded' in act && act.recorded === kind)).toEqual(names);
  });
});

describe('what may be done for somebody else', () => {
  it('is what the list written by hand says', () => {
    expect(namesOf((act) => act.kind === 'command' && act.delegable)).toEqual(delegable.work);
    expect(namesOf((act) => act.kind !== 'command' && act.delegable !== false)).toEqual(delegable.goesWithIt);
  });
});

describe('what asks for a fresh proof of identity', () => {
  const fresh = [
    'AdoptRuleSet',
    'ApproveClosure',
    'ApprovePlan',
    'CastVote',
    'ChangeClosurePolicy',
    'ChangeCompetence',
    'ChangeCountingRule',
    'ChangePlanPolicy',
    'ConfirmMerger',
    'ConfirmReset',
    'ConfirmResets',
    'CorrectRecord',
    'EndorseClosure',
    'GrantExtension',
    'MergePersons',
    'PlaceUnderLongTerm',
    'RefuseExtension',
    'RejectClosure',
    'RejectPlan',
    'ReopenIssue',
    'SignRecord',
    'UndoMerger',
    'WaiveRequirement',
  ];

  it('is what the list written by hand says', () => {
    expect(namesOf(asksProof)).toEqual(fresh);
  });

  it('is for the person alone: no program does it, nobody does it for another', () => {
    const asking = routedIn(acts).filter(asksProof);
    expect(asking.filter(({ scopes, delegable }) => scopes.length > 0 || delegable !== false)).toEqual([]);
  });

  it('is taken only while the account stands as it was looked at', () => {
    const loose = routedIn(acts).filter(
      (act) =>
        act.kind === 'command' &&
        asksProof(act) &&
        !(commandOf(act) as unknown as { underAuthority?: boolean }).underAuthority,
    );
    expect(loose.map(({ name }) => name)).toEqual([]);
  });
});

describe('an act', () => {
  it('is told in both languages', () => {
    for (const { name, zh, en } of acts.values()) {
      expect([name, zh]).toEqual([name, expect.stringMatching(/^\p{Script=Han}+$/u)]);
      expect([name, en]).toEqual([name, expect.stringMatching(/^[A-Z][\x20-\x7e]+$/)]);
    }
  });

  it('is of one kind of request, and only those that the program sends itself have no roles', () => {
    expect([...acts.values()].filter((act) => !isRouted(act) && commandOf(act) === undefined)).toEqual([]);
    expect(namesOf(({ roles }) => roles.length === 0)).toEqual([]);
  });

  it('stands under its own name, or the program does not start', () => {
    const said = { roles: ['office'], scopes: [], delegable: false, proof: 'session', about: 'issue' } as const;
    const command = commandOf(acts.get('ReportProgress')!)! as Parameters<typeof does>[0];
    expect(() => declare('rectification', { ReportsProgress: does(command, '填报', 'Report', said) })).toThrow(
      'libs/rectification/src/acts.ts: ReportProgress is declared as ReportsProgress',
    );
  });

  it('does not compile when something is left out', () => {
    // @ts-expect-error -- no roles
    asks('问', 'Ask', { scopes: [], delegable: false, recorded: false });
    // @ts-expect-error -- not said whether it is recorded
    asks('问', 'Ask', { roles: 'signed-in', scopes: [], delegable: false });
    // @ts-expect-error -- not said what proof it asks for
    does(GrantRole, '问', 'Ask', { roles: ['office'], scopes: [], delegable: false, about: 'issue' });
    // @ts-expect-error -- no such role
    asks('问', 'Ask', { roles: ['king'], scopes: [], delegable: false, recorded: false });
    expect(acts.size).toBeGreaterThan(150);
  });
});
