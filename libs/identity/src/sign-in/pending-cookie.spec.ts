import { SetClock } from '#event-sourcing';
import { MemoryCredentials } from '../credentials/memory-credentials.js';
import { PendingCookie } from './pending-cookie.js';

const pending = { state: 'the-state', nonce: 'the-nonce', verifier: 'the-verifier' };
const clock = new SetClock('2024-01-01T00:00:00.000Z');
const valueOf = (set: string): string => set.slice(0, set.indexOf(';'));

describe('a sign-in that was begun', () => {
  const credentials = new MemoryCredentials();
  let cookie: PendingCookie;
  let set: string;
  beforeEach(async () => {
    clock.set('2024-01-01T00:00:00.000Z');
    cookie = await PendingCookie.over(credentials, clock);
    set = await cookie.sealed(pending);
  });

  it('comes back with the browser, among other cookies, and is told to nobody who reads it', async () => {
    expect(await cookie.opened(valueOf(set))).toEqual(pending);
    expect(await cookie.opened(`theme=dark; ${valueOf(set)}; lang=zh`)).toEqual(pending);
    for (const part of Object.values(pending)) expect(set).not.toContain(part);
    expect(await cookie.sealed(pending)).not.toBe(set);
  });

  it('may be ended by another process, and by no stranger', async () => {
    expect(await (await PendingCookie.over(credentials, clock)).opened(valueOf(set))).toEqual(pending);
    expect(await (await PendingCookie.over(new MemoryCredentials(), clock)).opened(valueOf(set))).toBeUndefined();
  });

  it('runs out after ten minutes, whatever the browser makes of Max-Age', async () => {
    clock.set('2024-01-01T00:09:59.000Z');
    expect(await cookie.opened(valueOf(set))).toEqual(pending);
    clock.set('2024-01-01T00:10:00.000Z');
    expect(await cookie.opened(valueOf(set))).toBeUndefined();
  });

  it.each([
    ['no header', () => undefined],
    ['another cookie', () => 'theme=dark'],
    ['another name', () => `x${valueOf(set)}`],
    ['no value', () => `${valueOf(set).split('=')[0]}=`],
    ['a changed value', () => valueOf(set).replace(/.(?=.{8}$)/, (sign) => (sign === 'A' ? 'B' : 'A'))],
    ['half a value', () => valueOf(set).slice(0, -20)],
  ])('is none with %s', async (_, header) => {
    expect(await cookie.opened(header())).toBeUndefined();
  });

  it('is taken away by a cookie that is over at once', () => {
    expect(cookie.gone).toMatch(/^__Host-rectify-sign-in=; Max-Age=0; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
  });
});
