import type { Command } from '#event-sourcing';
import { refusedTogether } from './refused-together.js';

const row = (...names: string[]) => names.map((commandId) => ({ commandId }) as Command);
/** Refuses the second of one name, as a stream does that has its fact already. */
const engine = {
  asked: 0,
  rehearse(commands: readonly Command[]) {
    this.asked += 1;
    const seen = new Set<string>();
    for (const { commandId } of commands) {
      if (seen.has(commandId)) return Promise.reject(new Error(`${commandId} again`));
      seen.add(commandId);
    }
    return Promise.resolve(commands);
  },
};
const refusals = async (...args: Parameters<typeof refusedTogether> extends [unknown, ...infer Rest] ? Rest : never) =>
  [...(await refusedTogether(engine, ...args))].map(([at, error]) => [at, (error as Error).message]);

describe('rows beside one another', () => {
  it('are refused by what stands before them, and by that alone', async () => {
    const rows = [row('a', 'b'), row('c'), row('d', 'a'), [], row('d'), row('c', 'e'), row('e')];
    expect(await refusals(rows)).toEqual([
      [2, 'a again'],
      [5, 'c again'],
    ]);
    expect(await refusals([row('a'), row('b')], row('b'))).toEqual([[1, 'b again']]);
  });

  it('are looked at once when nothing is wrong, and not at all when there are none', async () => {
    engine.asked = 0;
    expect(await refusals([row('a'), row('b')])).toEqual([]);
    expect(engine.asked).toBe(1);
    expect(await refusals([])).toEqual([]);
  });
});
