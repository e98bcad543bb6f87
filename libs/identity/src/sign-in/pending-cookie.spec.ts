import { SetClock } from '#event-sourcing';
import { MemoryCredentials } from '../credentials/memory-credentials.js';
import { PendingCookie, type SetCookie } from './pending-cookie.js';

const pending = { state: 'the-state', nonce: 'the-nonce', verifier: 'the-verifier' };
const clock = new SetClock('2024-01-01T00:00:00.000Z');
const sentBack = ({ name, value }: SetCookie) => ({ [name]: value });

describe('a sign-in that was begun', () => {
  const credentials = new MemoryCredentials();
  let cookie: PendingCookie;
  let set: SetCookie;
  beforeEach(async () => {
    clock.set('2024-01-01T00:00:00.000Z');
    cookie = await PendingCookie.over(credentials, clock);
    set = await cookie.sealed(pending);
  });

  it('comes back with the browser, among other cookies, and is told to nobody who reads it', async () => {
    expect(await cookie.opened(sentBack(set))).toEqual(pending);
    expect(await cookie.opened({ theme: 'dark', ...sentBack(set), lang: 'zh' })).toEqual(pending);
    for (const part of Object.values(pending)) expect(set.value).not.toContain(part);
    expect((await cookie.sealed(pending)).value).not.toBe(set.value);
  });

  it('may be ended by another process, and by no stranger', async () => {
    expect(await (await PendingCookie.over(credentials, clock)).opened(sentBack(set))).toEqual(pending);
    expect(await (await PendingCookie.over(new MemoryCredentials(), clock)).opened(sentBack(set))).toBeUndefined();
  });

  it('runs out after ten minutes, whatever the browser makes of Max-Age', async () => {
    clock.set('2024-01-01T00:09:59.000Z');
    expect(await cookie.opened(sentBack(set))).toEqual(pending);
    clock.set('2024-01-01T00:10:00.000Z');
    expect(await cookie.opened(sentBack(set))).toBeUndefined();
  });

  it.each([
    ['no cookie', () => ({})],
    ['another cookie', () => ({ theme: 'dark' })],
    ['another name', () => ({ [`x${set.name}`]: set.value })],
    ['no value', () => ({ [set.name]: '' })],
    ['a changed value', () => ({ [set.name]: set.value.replace(/.(?=.{8}$)/, (sign) => (sign === 'A' ? 'B' : 'A')) })],
    ['half a value', () => ({ [set.name]: set.value.slice(0, -20) })],
  ])('is none with %s', async (_, cookies) => {
    expect(await cookie.opened(cookies())).toBeUndefined();
  });

  it('is taken away by a cookie that is over at once', () => {
    expect(cookie.gone).toEqual({
      name: '__Host-rectify-sign-in',
      value: '',
      attributes: { maxAge: 0, path: '/', secure: true, httpOnly: true, sameSite: 'lax' },
    });
  });
});
