import { jest } from '@jest/globals';
import type { HttpAdapterHost } from '@nestjs/core';
import type { Actor } from '#event-sourcing';
import type { Readings } from './readings.js';
import { Refusals, WINDOW_MS } from './refusals.js';

const wang: Actor = { id: 'a1', personId: 'p1', name: '王', roles: [], client: 'spec' };
const li: Actor = { ...wang, id: 'a2' };

describe('refusals', () => {
  let recorded: { by: string; act: string; times: number }[];
  let refusals: Refusals;
  beforeEach(() => {
    jest.useFakeTimers();
    recorded = [];
    const refused: Readings['refused'] = async ({ id }, { act, times }) => void recorded.push({ by: id, act, times });
    refusals = new Refusals({ refused } as Readings, {} as HttpAdapterHost);
  });
  afterEach(() => jest.useRealTimers());

  it('are recorded at once, each kind by itself', () => {
    refusals.note(wang, 'GrantRole', 'rights.denied');
    refusals.note(wang, 'OpenRound', 'rights.denied');
    refusals.note(li, 'GrantRole', 'rights.denied');
    expect(recorded.map(({ by, act }) => [by, act])).toEqual([
      ['a1', 'GrantRole'],
      ['a1', 'OpenRound'],
      ['a2', 'GrantRole'],
    ]);
  });

  it('are one number for all that follow within a minute, so that a loop fills nothing', async () => {
    for (let i = 0; i < 1_000; i++) refusals.note(wang, 'GrantRole', 'rights.denied');
    expect(recorded).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(WINDOW_MS);
    expect(recorded.map(({ times }) => times)).toEqual([1, 999]);
    refusals.note(wang, 'GrantRole', 'rights.denied');
    expect(recorded).toHaveLength(3);
  });

  it('are told in full when the program stops', async () => {
    for (let i = 0; i < 3; i++) refusals.note(wang, 'GrantRole', 'rights.denied');
    await refusals.onModuleDestroy();
    expect(recorded.map(({ times }) => times)).toEqual([1, 2]);
  });
});
