import {
  type AnsweringFacts,
  ChangeClientScopes,
  type ClientFacts,
  RegisterClient,
  ReinstateClient,
  SuspendClient,
} from './registration.js';
import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import type { Role } from '../roles.js';
import { clientDecider } from './client.js';
import { IssueClientKey, RecordKeyRefusal, RecordKeyUse, RevokeClientKey } from './keys.js';
import type { ClientEvent } from './events.js';

const given = givenDecider(clientDecider);
const responsible = { id: 'p-wang', name: '王芳' };
const unit = { id: 'u-1', name: '经济发展部' };
const registration = { name: '财务系统', responsible, unit, roles: ['reporter'], scopes: ['read', 'report'] } as const;
const registered: ClientEvent = { type: 'ClientRegistered', data: registration };
const register = (fields: Partial<RegisterClient & ClientFacts> = {}) =>
  informed<RegisterClient, ClientFacts>(RegisterClient, {
    name: '财务系统',
    responsibleId: 'p-wang',
    responsible: { name: '王芳' },
    unitId: 'u-1',
    unit: { name: '经济发展部', dissolved: false },
    roles: ['reporter'],
    scopes: ['read', 'report'],
    answering: [],
    ...fields,
  });
const keyed = (prefix: string, expiresOn = '2026-12-31'): ClientEvent => ({
  type: 'ClientKeyIssued',
  data: { prefix, expiresOn },
});
const issue = (fields: Partial<IssueClientKey & AnsweringFacts> = {}) =>
  informed<IssueClientKey, AnsweringFacts>(IssueClientKey, {
    prefix: 'bbbbbbbbbb',
    expiresOn: '2026-06-30',
    answering: [],
    ...fields,
  });
const rescope = (fields: Partial<ChangeClientScopes & AnsweringFacts>) =>
  informed<ChangeClientScopes, AnsweringFacts>(ChangeClientScopes, { reason: '变更', answering: [], ...fields });
const reinstate = (fields: Partial<ReinstateClient & AnsweringFacts> = {}) =>
  informed<ReinstateClient, AnsweringFacts>(ReinstateClient, { answering: [], ...fields });
const suspended: ClientEvent = { type: 'ClientSuspended', data: { name: '财务系统' } };
const reinstated: ClientEvent = { type: 'ClientReinstated', data: { name: '财务系统' } };
const herself: Actor = { id: 'a-wang', personId: 'p-wang', name: '王芳', roles: ['admin'], client: 'spec' };

describe('a client that is not registered', () => {
  it('is registered with the person who answers for it, unit, roles and scopes', () => {
    given().when(register()).thenEvents(registered);
    const office = register({
      unitId: undefined,
      unit: undefined,
      roles: ['office'],
      scopes: ['import'],
      purpose: '导入',
    });
    given()
      .when(office)
      .thenEvents({
        type: 'ClientRegistered',
        data: { name: '财务系统', responsible, roles: ['office'], scopes: ['import'], purpose: '导入' },
      });
  });

  it.each<[string, Partial<RegisterClient & ClientFacts>]>([
    ['person.unknown', { responsible: undefined }],
    ['unit.unknown', { unit: undefined }],
    ['unit.dissolved', { unit: { name: '经济发展部', dissolved: true } }],
    ['client.reporter-without-unit', { unitId: undefined, unit: undefined }],
    ['account.inspector-holds-no-other-role', { roles: ['inspector', 'reporter'] }],
    ['client.own-client', { actor: herself }],
  ])('is refused: %s', (code, fields) => {
    given().when(register(fields)).thenRefused(code);
  });

  it.each<Role>(['leader', 'unit-head', 'admin'])('never holds the role %s, which takes a natural person', (role) => {
    given()
      .when(register({ roles: [role] }))
      .thenRefused('client.never-decides', { rule: 'aClientNeverDecides' });
    given()
      .when(register({ roles: ['office', role] }))
      .thenRefused('client.never-decides');
  });

  it('refuses every other act', () => {
    const reason = '停用';
    const acts = [
      rescope({ scopes: ['read'], reason }),
      issue(),
      commanded(RevokeClientKey, { prefix: 'aaaaaaaaaa', reason }),
      commanded(SuspendClient, { reason }),
      reinstate(),
      commanded(RecordKeyUse, { prefix: 'aaaaaaaaaa' }),
      commanded(RecordKeyRefusal, { prefix: 'aaaaaaaaaa', cause: 'revoked', attempts: 1 }),
    ];
    for (const act of acts) given().when(act).thenRefused('client.unknown');
  });
});

describe('a registered client', () => {
  it('is registered once', () => {
    given(registered).when(register()).thenRefused('client.exists', { name: '财务系统' });
  });

  it('gets other scopes, and the same ones in another order are no change', () => {
    given(registered)
      .when(rescope({ scopes: ['read'], reason: '收回填报' }))
      .thenEvents({ type: 'ClientScopesChanged', data: { from: ['read', 'report'], to: ['read'] } });
    given(registered)
      .when(rescope({ scopes: ['report', 'read'], reason: '重申' }))
      .thenNothing();
  });

  it('is widened by nobody who answers for it, but may be narrowed by them at once', () => {
    const own = { actor: herself, reason: '自行变更' };
    const past = [registered, keyed('aaaaaaaaaa')];
    given(...past)
      .when(rescope({ ...own, scopes: ['read'] }))
      .thenRefused('client.own-client');
    given(...past)
      .when(issue(own))
      .thenRefused('client.own-client', { rule: 'nobodyWidensAClientTheyAnswerFor' });
    given(...past, suspended)
      .when(reinstate(own))
      .thenRefused('client.own-client');
    given(...past)
      .when(commanded(RevokeClientKey, { ...own, prefix: 'aaaaaaaaaa' }))
      .thenEvents({ type: 'ClientKeyRevoked', data: { prefix: 'aaaaaaaaaa' } });
    given(...past)
      .when(commanded(SuspendClient, own))
      .thenEvents(suspended);
  });

  it('is suspended and reinstated, each once', () => {
    const suspend = () => commanded(SuspendClient, { reason: '异常调用' });
    given(registered).when(suspend()).thenEvents(suspended);
    given(registered, suspended).when(suspend()).thenNothing();
    given(registered, suspended).when(reinstate()).thenEvents(reinstated);
    given(registered).when(reinstate()).thenNothing();
    const outcome = given(registered, suspended).when(reinstate());
    expect(outcome.state()?.suspended).toBe(false);
  });
});

describe('a key', () => {
  it('is issued until a day within a year, several at a time', () => {
    given(registered)
      .when(issue({ label: '生产环境' }))
      .thenEvents({
        type: 'ClientKeyIssued',
        data: { prefix: 'bbbbbbbbbb', expiresOn: '2026-06-30', label: '生产环境' },
      });
    const outcome = given(registered, keyed('aaaaaaaaaa')).when(issue());
    expect([...outcome.state()!.keys.keys()]).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb']);
  });

  it.each([
    ['2025-12-31', 'client.key-expiry-out-of-range'],
    ['2027-01-02', 'client.key-expiry-out-of-range'],
    ['2026-01-01', undefined],
    ['2027-01-01', undefined],
  ])('until %s: %s', (expiresOn, code) => {
    const outcome = given(registered).when(issue({ expiresOn }));
    if (code) outcome.thenRefused(code, { expiresOn, today: '2026-01-01', latest: '2027-01-01' });
    else expect(outcome.events()).toHaveLength(1);
  });

  it('is the fifth that lives at most; revoked and expired ones do not count', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((sign) => keyed(sign.repeat(10)));
    given(registered, ...five)
      .when(issue({ prefix: 'ffffffffff' }))
      .thenRefused('client.too-many-keys', { live: 5, limit: 5 });
    given(registered, ...five, { type: 'ClientKeyRevoked', data: { prefix: 'aaaaaaaaaa' } })
      .when(issue({ prefix: 'ffffffffff' }))
      .thenEvents({ type: 'ClientKeyIssued', data: { prefix: 'ffffffffff', expiresOn: '2026-06-30' } });
    given(registered, ...five.slice(1), keyed('aaaaaaaaaa', '2025-12-31'))
      .when(issue({ prefix: 'ffffffffff' }))
      .thenEvents({ type: 'ClientKeyIssued', data: { prefix: 'ffffffffff', expiresOn: '2026-06-30' } });
  });

  it('is not issued to a suspended client', () => {
    given(registered, suspended).when(issue()).thenRefused('client.suspended');
  });

  it('is revoked once, and only one that there is', () => {
    const revoke = (prefix: string) => commanded(RevokeClientKey, { prefix, reason: '泄露' });
    const past = [registered, keyed('aaaaaaaaaa')];
    const outcome = given(...past).when(revoke('aaaaaaaaaa'));
    outcome.thenEvents({ type: 'ClientKeyRevoked', data: { prefix: 'aaaaaaaaaa' } });
    expect(outcome.state()?.keys.get('aaaaaaaaaa')?.revoked).toBe(true);
    given(...past, ...outcome.events())
      .when(revoke('aaaaaaaaaa'))
      .thenNothing();
    given(...past)
      .when(revoke('cccccccccc'))
      .thenRefused('client.no-such-key', { prefix: 'cccccccccc' });
  });

  it('is on record once for each day on which it was used', () => {
    const use = () => commanded(RecordKeyUse, { prefix: 'aaaaaaaaaa' });
    const past = [registered, keyed('aaaaaaaaaa')];
    const used: ClientEvent = { type: 'ClientKeyUsed', data: { prefix: 'aaaaaaaaaa', on: '2026-01-01' } };
    given(...past)
      .when(use())
      .thenEvents(used);
    given(...past, used)
      .when(use())
      .thenNothing();
    given(...past, { type: 'ClientKeyUsed', data: { prefix: 'aaaaaaaaaa', on: '2025-12-31' } })
      .when(use())
      .thenEvents(used);
  });

  it('that was revoked, or whose client was suspended, meanwhile is not used', () => {
    const past = [registered, keyed('aaaaaaaaaa')];
    const use = commanded(RecordKeyUse, { prefix: 'aaaaaaaaaa' });
    given(...past, { type: 'ClientKeyRevoked', data: { prefix: 'aaaaaaaaaa' } })
      .when(use)
      .thenRefused('client.key-revoked');
    given(...past, { type: 'ClientSuspended', data: { name: '财务系统' } })
      .when(use)
      .thenRefused('client.suspended');
  });

  it('that was refused is on record, and nothing changes by it', () => {
    const past = [registered, keyed('aaaaaaaaaa')];
    const before = given(...past)
      .when(commanded(RecordKeyUse, { prefix: 'x' }))
      .state();
    const refusal = given(...past).when(
      commanded(RecordKeyRefusal, { prefix: 'aaaaaaaaaa', cause: 'wrong-secret', attempts: 10 }),
    );
    refusal.thenEvents({
      type: 'ClientKeyRefused',
      data: { prefix: 'aaaaaaaaaa', cause: 'wrong-secret', attempts: 10 },
    });
    expect(refusal.state()?.keys).toEqual(before?.keys);
  });
});

describe('a client that inspects', () => {
  const watching: ClientEvent = { type: 'ClientRegistered', data: { ...registration, roles: ['inspector'] } };
  const past = [watching, keyed('aaaaaaaaaa')];
  const byAnother = { rule: 'anOverseerAnswersForAnInspectingClient', field: 'responsibleId', personId: 'p-wang' };

  it.each<Role>(['inspector', 'audit'])('is answered for by somebody who is %s', (role) => {
    const answering = [role];
    given()
      .when(register({ roles: ['inspector'], answering }))
      .thenEvents(watching);
    given(watching)
      .when(rescope({ scopes: ['read'], answering }))
      .thenEvents({ type: 'ClientScopesChanged', data: { from: ['read', 'report'], to: ['read'] } });
    given(watching).when(issue({ answering })).thenEvents(keyed('bbbbbbbbbb', '2026-06-30'));
    given(watching, suspended).when(reinstate({ answering })).thenEvents(reinstated);
  });

  it.each<[readonly Role[]]>([[[]], [['office']], [['security', 'leader']]])(
    'is neither registered, widened, keyed nor reinstated while %j is all that its person is',
    (answering) => {
      given()
        .when(register({ roles: ['inspector'], answering }))
        .thenRefused('client.inspecting-by-another', byAnother);
      for (const act of [rescope({ scopes: ['audit'], answering }), issue({ answering })])
        given(...past)
          .when(act)
          .thenRefused('client.inspecting-by-another', byAnother);
      given(...past, suspended)
        .when(reinstate({ answering }))
        .thenRefused('client.inspecting-by-another', byAnother);
    },
  );

  it('is narrowed whoever answers for it, and stays quiet where nothing changes', () => {
    given(...past)
      .when(commanded(RevokeClientKey, { prefix: 'aaaaaaaaaa', reason: '泄露' }))
      .thenEvents({ type: 'ClientKeyRevoked', data: { prefix: 'aaaaaaaaaa' } });
    given(...past)
      .when(commanded(SuspendClient, { reason: '责任人离岗' }))
      .thenEvents(suspended);
    given(...past)
      .when(rescope({ scopes: ['report', 'read'] }))
      .thenNothing();
    given(...past)
      .when(reinstate())
      .thenNothing();
  });
});
