import { givenDecider, informed } from '#event-sourcing/testing';
import { ConfirmMerger, MergePersons, type MergerFacts, type OwnedAccount, type Part, UndoMerger } from './merging.js';
import type { MergerEvent } from './events.js';
import { mergerDecider } from './merger.js';
import { personIn } from './state.js';

const given = givenDecider(mergerDecider);
const reason = '同一人重复登记';
const pair = { absorbed: { id: 'p2', name: '陈 静' }, survivor: { id: 'p1', name: '陈静' } };
const proposedBy = { id: 'person-1', name: '张三' };
const account = (fields: Partial<OwnedAccount> = {}): OwnedAccount => ({
  login: 'chen',
  roles: ['reporter'],
  state: 'in-use',
  ...fields,
});
const both = (absorbed: Partial<Part> = {}, survivor: Partial<Part> = {}): MergerFacts => ({
  absorbed: { ...pair.absorbed, accounts: [], ...absorbed },
  survivor: { ...pair.survivor, accounts: [], ...survivor },
});
const withAccount = both({}, { accounts: [account()] });
const proposed = (what: 'merging' | 'undoing' = 'merging'): MergerEvent => ({
  type: 'MergerProposed',
  data: { ...pair, what },
});
const merged: MergerEvent = { type: 'PersonsMerged', data: { ...pair, proposedBy } };
const somebody = (personId: string) => ({
  actor: { id: `account-${personId}`, personId, name: '李四', roles: ['office'], client: 'spec' },
});
const merge = (facts: MergerFacts, more: object = {}) =>
  informed<MergePersons, MergerFacts>(MergePersons, { ...facts, survivorId: 'p1', absorbedId: 'p2', reason, ...more });
const confirm = (facts: MergerFacts, more: object = somebody('person-2')) =>
  informed<ConfirmMerger, MergerFacts>(ConfirmMerger, { ...facts, absorbedId: 'p2', reason, ...more });
const undo = (facts: MergerFacts, more: object = {}) =>
  informed<UndoMerger, MergerFacts>(UndoMerger, { ...facts, absorbedId: 'p2', reason, ...more });

describe('two registrations of one person', () => {
  it('are one at once where neither ever had an account', () => {
    given().when(merge(both())).thenEvents({ type: 'PersonsMerged', data: pair });
  });

  it('wait for a second person where one has or had an account, or both have a number', () => {
    for (const facts of [
      withAccount,
      both({ accounts: [account({ state: 'closed' })] }),
      both({ staffNumber: '1' }, { staffNumber: '2' }),
    ])
      given().when(merge(facts)).thenEvents(proposed());
    given(proposed()).when(merge(withAccount)).thenNothing();
  });

  it('are not merged where the roles of both exclude each other, suspended or not', () => {
    const inspector = account({ roles: ['inspector'], state: 'suspended' });
    given()
      .when(merge(both({ accounts: [inspector] }, { accounts: [account({ roles: ['leader'] })] })))
      .thenRefused('merger.roles-exclude');
    given()
      .when(
        merge(
          both(
            { accounts: [account({ roles: ['admin'], state: 'suspended' })] },
            { accounts: [account({ roles: ['office'] })] },
          ),
        ),
      )
      .thenRefused('merger.roles-exclude');
  });

  it('keep one account in use at most, that of the one who stays', () => {
    given()
      .when(merge(both({ accounts: [account()] })))
      .thenRefused('merger.accounts', { absorbed: ['chen'], survivor: [] });
    given()
      .when(merge(both({}, { accounts: [account(), account({ login: 'chen2' })] })))
      .thenRefused('merger.accounts');
    given()
      .when(merge(both({ accounts: [account({ state: 'suspended' })] }, { accounts: [account()] })))
      .thenEvents(proposed());
  });

  it('are never merged by one of them, and not into a third while merged', () => {
    given()
      .when(merge(both(), somebody('p1')))
      .thenRefused('merger.own');
    given(merged)
      .when(merge({ ...both(), survivor: { id: 'p3', name: '陈靜', accounts: [] } }, { survivorId: 'p3' }))
      .thenRefused('merger.merged-already');
    given(merged).when(merge(withAccount)).thenNothing();
    given()
      .when(merge(both(), { absorbedId: 'p1' }))
      .thenRefused('merger.one-person');
    given()
      .when(merge({ survivor: both().survivor! }))
      .thenRefused('person.unknown');
  });
});

describe('a second person', () => {
  it('confirms what is still so, and is neither the proposer, under whatever registration, nor one of the two', () => {
    given(proposed()).when(confirm(withAccount)).thenEvents(merged);
    given(proposed()).when(confirm(withAccount, {})).thenRefused('merger.confirmed-by-proposer');
    const twin: MergerEvent = {
      type: 'PersonsMerged',
      data: { absorbed: { id: 'person-9', name: '张 三' }, survivor: proposedBy },
    };
    given(proposed(), twin)
      .when(confirm(withAccount, somebody('person-9')))
      .thenRefused('merger.confirmed-by-proposer');
    given(proposed())
      .when(confirm(withAccount, somebody('p1')))
      .thenRefused('merger.own');
    given(proposed())
      .when(confirm(both({ accounts: [account()] })))
      .thenRefused('merger.accounts');
    given().when(confirm(withAccount)).thenRefused('merger.none-proposed');
  });
});

describe('a merger', () => {
  it('is undone as it was made: by two where two made it', () => {
    given({ type: 'PersonsMerged', data: pair }).when(undo(both())).thenEvents({ type: 'MergerUndone', data: pair });
    given(merged).when(undo(both())).thenEvents(proposed('undoing'));
    given(merged, proposed('undoing'))
      .when(confirm(withAccount))
      .thenEvents({ type: 'MergerUndone', data: { ...pair, proposedBy } });
    given(merged)
      .when(undo(both(), somebody('p1')))
      .thenRefused('merger.own');
    given().when(undo(both())).thenRefused('merger.not-merged');
  });

  it('leads to the one who goes on, also through others, and after undoing to each of them', () => {
    const further: MergerEvent = {
      type: 'PersonsMerged',
      data: { absorbed: pair.survivor, survivor: { id: 'p0', name: '陈静' } },
    };
    const repeated = merge(
      { absorbed: { ...pair.survivor, accounts: [] }, survivor: { id: 'p0', name: '陈静', accounts: [] } },
      { absorbedId: 'p1', survivorId: 'p0' },
    );
    const state = given(merged, further).when(repeated).state();
    expect(['p2', 'p1', 'p0', 'p9'].map((id) => personIn(state, id))).toEqual(['p0', 'p0', 'p0', 'p9']);
    const undone: MergerEvent = { type: 'MergerUndone', data: pair };
    const after = given(merged, further, undone).when(repeated).state();
    expect(['p2', 'p1'].map((id) => personIn(after, id))).toEqual(['p2', 'p0']);
  });
});
