import { LinkAccount, linkDecider, type LinkFacts, linkIdOf, UnlinkAccount } from './link.js';
import { createHash } from 'node:crypto';
import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import type { LinkEvent } from './events.js';

const given = givenDecider(linkDecider);
const identity = { issuer: 'https://login.example.gov.cn', subject: 'e-1024' };
const about = { accountId: 'a-wang', ...identity, reason: '接入统一身份认证' };
const link = (fields: Partial<LinkAccount & LinkFacts> = {}) =>
  informed<LinkAccount, LinkFacts>(LinkAccount, {
    ...about,
    account: { login: 'wang', personId: 'p-wang' },
    ...fields,
  });
const unlink = (fields: Partial<UnlinkAccount> = {}) => commanded(UnlinkAccount, { ...about, ...fields });
const account = { id: 'a-wang', login: 'wang' };
const linked: LinkEvent = { type: 'AccountLinked', data: { account, ...identity } };
const unlinked: LinkEvent = { type: 'AccountUnlinked', data: { account, ...identity } };
const other = { accountId: 'a-li', account: { login: 'li', personId: 'p-li' } };
const herself: Actor = { id: 'a-2', personId: 'p-wang', name: '王芳', roles: ['security'], client: 'spec' };

describe('an external identity', () => {
  it('is linked to one account, once', () => {
    given().when(link()).thenEvents(linked);
    given(linked).when(link()).thenNothing();
    given(linked).when(link(other)).thenRefused('link.subject-taken', { login: 'wang', subject: 'e-1024' });
  });

  it('is linked to no unknown account, and to nobody by themselves', () => {
    given()
      .when(link({ account: undefined }))
      .thenRefused('account.unknown');
    given()
      .when(link({ actor: herself }))
      .thenRefused('account.own-account', { rule: 'nobodyLinksTheirOwnAccount' });
  });

  it('is unlinked once, and may be another account’s afterwards', () => {
    given(linked).when(unlink()).thenEvents(unlinked);
    given(linked, unlinked).when(unlink()).thenNothing();
    given(linked, unlinked).when(link()).thenEvents(linked);
    given(linked, unlinked)
      .when(link(other))
      .thenEvents({ type: 'AccountLinked', data: { account: { id: 'a-li', login: 'li' }, ...identity } });
  });

  it('is not unlinked from an account that it was never linked to', () => {
    given().when(unlink()).thenRefused('link.unknown');
    given(linked)
      .when(unlink({ accountId: 'a-li' }))
      .thenRefused('link.unknown');
  });
});

describe('the stream of an external identity', () => {
  it('tells issuers and subjects apart, wherever one ends and the other begins', () => {
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    const pairs = [
      ['https://a', 'b'],
      ['https://a"', 'b'],
      ['https://ab', ''],
      ['https://a', 'B'],
      ['https://a","b', ''],
    ] as const;
    expect(new Set(pairs.map(([issuer, subject]) => linkIdOf(issuer, subject, digest))).size).toBe(pairs.length);
  });
});
