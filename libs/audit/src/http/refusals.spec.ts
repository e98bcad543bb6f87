import { jest } from '@jest/globals';
import type { HttpAdapterHost } from '@nestjs/core';
import type { Actor, Engine } from '#event-sourcing';
import type { Act } from '#event-sourcing-nest';
import type { Readings } from './readings.js';
import { HOUR_MS } from './gathering.js';
import { FIRST_TOLD_MS, MOST_TARGETS, Refusals } from './refusals.js';

const wang: Actor = { id: 'a1', personId: 'p1', name: '王', roles: [], client: 'spec' };
const li: Actor = { ...wang, id: 'a2', personId: 'p2' };

const act = (name: string, ...[kind, context, proof = 'session']: [Act['kind'], string, ('session' | 'fresh')?]) => ({
  [name]: { name, kind, context, proof },
});
const contexts = [
  act('ApproveClosure', 'command', 'rectification', 'fresh'),
  act('AssignIssue', 'command', 'rectification'),
  act('ConfirmReset', 'command', 'identity', 'fresh'),
  act('RenameUnit', 'command', 'identity'),
  act('DelegateWork', 'command', 'identity'),
  act('ListIssues', 'query', 'rectification'),
].map((acts) => ({ acts }));

describe('refusals', () => {
  let recorded: { by: string; act: string; target?: string; times: number }[];
  let refusals: Refusals;
  const denied = (actor: Actor, name: string, target?: string) =>
    refusals.note({ actor }, { act: name, code: 'rights.denied', target });
  beforeEach(() => {
    jest.useFakeTimers();
    recorded = [];
    const refused: Readings['refused'] = async ({ actor: { id } }, { act: name, target, times }) =>
      void recorded.push({ by: id, act: name, target, times });
    refusals = new Refusals({ refused } as Readings, {} as HttpAdapterHost, { contexts } as unknown as Engine);
  });
  afterEach(() => jest.useRealTimers());

  it('are recorded at once, each kind by itself', () => {
    denied(wang, 'GrantRole');
    denied(wang, 'OpenRound', 'r1');
    denied(wang, 'OpenRound', 'r2');
    denied(li, 'GrantRole');
    expect(recorded.map(({ by, act: name, target }) => [by, name, target])).toEqual([
      ['a1', 'GrantRole', undefined],
      ['a1', 'OpenRound', 'r1'],
      ['a1', 'OpenRound', 'r2'],
      ['a2', 'GrantRole', undefined],
    ]);
  });

  it('are numbers for all that follow within the hour, so that a loop fills nothing', async () => {
    const times = () => recorded.map((one) => one.times);
    for (let i = 0; i < 1_000; i++) denied(wang, 'GrantRole', 'x');
    expect(times()).toEqual([1]);
    await jest.advanceTimersByTimeAsync(FIRST_TOLD_MS);
    expect(times()).toEqual([1, 999]);
    for (let i = 0; i < 1_000; i++) denied(wang, 'GrantRole', 'x');
    await jest.advanceTimersByTimeAsync(HOUR_MS - FIRST_TOLD_MS);
    expect(times()).toEqual([1, 999, 1_000]);
    denied(wang, 'GrantRole', 'x');
    expect(times()).toEqual([1, 999, 1_000, 1]);
  });

  it('are gathered for one person through whichever account, and apart for whom it was', () => {
    denied(wang, 'GrantRole');
    denied({ ...wang, id: 'a3' }, 'GrantRole');
    refusals.note({ actor: wang, onBehalfOf: 'p9' }, { act: 'GrantRole', code: 'rights.denied' });
    expect(recorded).toHaveLength(2);
  });

  it('say nothing more of what they were about when one person is refused about too many things', async () => {
    for (let i = 0; i < MOST_TARGETS + 300; i++) denied(wang, 'AssignIssue', `x${i}`);
    denied(li, 'AssignIssue', 'x0');
    expect(recorded).toHaveLength(MOST_TARGETS + 2);
    expect(recorded.slice(-2)).toMatchObject([
      { by: 'a1', target: undefined, times: 1 },
      { by: 'a2', target: 'x0' },
    ]);
    await jest.advanceTimersByTimeAsync(HOUR_MS);
    expect(recorded.at(-1)).toMatchObject({ by: 'a1', target: undefined, times: 299 });
    denied(wang, 'AssignIssue', 'x0');
    expect(recorded.at(-1)).toMatchObject({ by: 'a1', target: 'x0', times: 1 });
  });

  it('are told in full when the program stops', async () => {
    for (let i = 0; i < 3; i++) denied(wang, 'GrantRole');
    await refusals.onApplicationShutdown();
    expect(recorded.map(({ times }) => times)).toEqual([1, 2]);
  });

  it.each([
    ['for want of rights, whatever it is', 'ListIssues rights.denied', 403, true],
    ['by a rule of a decision', 'ApproveClosure issue.not-submitted', 409, true],
    ['by a rule of what leads to one', 'AssignIssue extension.needed', 422, true],
    ['of many at once', 'AssignIssues bulk.rows-refused', 409, true],
    ['by a rule of an account that decides', 'ConfirmReset account.reset-by-oneself', 409, true],
    ['by a rule of giving work away', 'DelegateWork delegation.never-delegable', 409, true],
    ['by a rule that no closure rests on', 'RenameUnit unit.dissolved', 409, false],
    ['by its form', 'ApproveClosure request.bad-shape', 400, false],
    ['by a key used before', 'ApproveClosure request.key-reused', 422, false],
    ['because somebody was faster', 'ApproveClosure version.stale', 412, false],
    ['as unknown', 'ApproveClosure issue.unknown', 404, false],
    ['as a question', 'ListIssues filter.refused', 409, false],
  ])('are kept as they should be: %s', (_, refusal, status, kept) => {
    const [name, code] = refusal.split(' ');
    expect(refusals.isKept({ act: name!, code: code! }, status)).toBe(kept);
  });
});
