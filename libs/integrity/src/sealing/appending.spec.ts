import { Appending } from './appending.js';

const stored = (reached: string) => ({
  events: ['id', 'note-1', 1, reached, 'Noted', 1, '{}', '{}'],
  count: 1,
  reached,
});
const nothing = { events: [], count: 0, reached: '0' };

describe('how far the log may be read back', () => {
  let head: string;
  let onHead: () => void;
  let appending: Appending;
  beforeEach(() => {
    head = '7';
    onHead = () => undefined;
    appending = new Appending(async () => {
      onHead();
      return head;
    });
  });

  it('is its head while this process appends nothing', async () => {
    expect(await appending.safe()).toBe('7');
  });

  it('is where an append began that the store works on, whatever others have stored since', async () => {
    await appending.safe();
    const call = appending.begin();
    head = '9';
    expect(await appending.safe()).toBe('7');
    appending.end(call, nothing);
    expect(await appending.safe()).toBe('9');
  });

  it('is before what was stored until that was handed over', async () => {
    await appending.safe();
    appending.end(appending.begin(), stored('8'));
    head = '8';
    expect([await appending.safe(), appending.waiting]).toEqual(['7', 1]);
    expect(appending.part()).toEqual(stored('8').events);
    expect([await appending.safe(), appending.waiting]).toEqual(['8', 0]);
  });

  it('is the oldest of several appends that are under way, in whatever order they end', async () => {
    await appending.safe();
    const slow = appending.begin();
    appending.end(appending.begin(), stored('12'));
    appending.part();
    appending.begin();
    expect(await appending.safe()).toBe('7');
    appending.end(slow, stored('9'));
    appending.part();
    expect(await appending.safe()).toBe('12');
  });

  it('is not the head when an append began while that was asked for', async () => {
    await appending.safe();
    head = '20';
    onHead = () => void appending.begin();
    expect(await appending.safe()).toBe('7');
  });

  it('is what was acknowledged, also when the log has become shorter', async () => {
    appending.end(appending.begin(), stored('30'));
    appending.part();
    expect(await appending.safe()).toBe('30');
  });
});
