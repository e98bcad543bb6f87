import { ViewBehind } from '../errors.js';
import type { Position } from '../event.js';
import { ViewsElsewhere } from './views-elsewhere.js';

/** The checkpoints that another process moves, and how often each was looked at. */
const kept = (checkpoints: Record<string, Position>) => {
  const looks: string[] = [];
  return {
    checkpoints,
    looks,
    checkpoint: async (name: string) => {
      looks.push(name);
      return checkpoints[name]!;
    },
  };
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('given views that another process keeps', () => {
  it('answers at once what they have already', async () => {
    await new ViewsElsewhere(kept({ ledger: '7', trail: '9' }), 1).waitFor(['ledger', 'trail'], '7', 0);
  });

  it('waits until all of them have the position', async () => {
    const views = kept({ ledger: '7', trail: '6' });
    let seen = false;
    const waiting = new ViewsElsewhere(views, 1).waitFor(['ledger', 'trail'], '7', 5_000).then(() => (seen = true));
    await pause(20);
    expect(seen).toBe(false);
    views.checkpoints['trail'] = '10';
    await waiting;
  });

  it('tells which view is behind, and where it stands, when the time is over', async () => {
    const waiting = new ViewsElsewhere(kept({ ledger: '7' }), 1).waitFor(['ledger'], '8', 10);
    await expect(waiting).rejects.toEqual(new ViewBehind('ledger', '8', '7'));
  });

  it('looks at a view once a turn, however many wait for it', async () => {
    const views = kept({ ledger: '1' });
    const elsewhere = new ViewsElsewhere(views, 30);
    const waiting = Array.from({ length: 50 }, () => elsewhere.waitFor(['ledger'], '2', 5_000));
    await pause(45);
    views.checkpoints['ledger'] = '2';
    await Promise.all(waiting);
    expect(views.looks.length).toBeLessThan(6);
  });

  it('fails those who wait when the read store fails, and asks again for those who come later', async () => {
    let broken = true;
    const checkpoint = async () => {
      if (broken) throw new Error('away');
      return '5';
    };
    const elsewhere = new ViewsElsewhere({ checkpoint }, 1);
    await expect(elsewhere.waitFor(['ledger'], '5', 5_000)).rejects.toThrow('away');
    broken = false;
    await elsewhere.waitFor(['ledger'], '5', 5_000);
  });
});
