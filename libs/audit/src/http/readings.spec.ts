import { jest } from '@jest/globals';
import { type Actor, type Command, type Engine, systemClock } from '#event-sourcing';
import { HOUR_MS } from './gathering.js';
import { MANY_FILTERS, MOST_FILTERS, Readings } from './readings.js';

const wang: Actor = { id: 'a1', personId: 'p1', name: '王', roles: [], client: 'spec' };
const li: Actor = { ...wang, id: 'a2', personId: 'p2' };
const file = (named: string) => ({ kind: 'reading', act: 'DownloadEvidence', named, filters: '' }) as const;
const list = (filters: string, count?: number, asOf?: string) =>
  ({ kind: 'export', act: 'RoundLedger', named: 'r1', filters, count, asOf }) as const;

describe('readings', () => {
  let recorded: { by: string; target: string; count?: number; times?: number; asOf?: string; onBehalfOf?: string }[];
  let readings: Readings;
  const times = () => recorded.map((one) => one.times);
  beforeEach(() => {
    jest.useFakeTimers();
    recorded = [];
    const execute = async (command: Command) => {
      const { actor, target, count, times: often, asOf, onBehalfOf } = command as Command & (typeof recorded)[number];
      recorded.push({ by: actor.id, target, count, times: often, asOf, onBehalfOf });
    };
    readings = new Readings({ execute, clock: systemClock } as unknown as Engine);
  });
  afterEach(() => jest.useRealTimers());

  it('are on record at once, and what is read again within the hour as one number at its end', async () => {
    for (let i = 0; i < 4_000; i++) await readings.record({ actor: wang }, file('f1'));
    expect(times()).toEqual([undefined]);
    await jest.advanceTimersByTimeAsync(HOUR_MS - 1);
    expect(times()).toEqual([undefined]);
    await jest.advanceTimersByTimeAsync(1);
    expect(times()).toEqual([undefined, 3_999]);
    await readings.record({ actor: wang }, file('f1'));
    expect(times()).toEqual([undefined, 3_999, undefined]);
    await jest.advanceTimersByTimeAsync(HOUR_MS);
    expect(recorded).toHaveLength(3);
  });

  it('are told apart by person, thing, moment asked about and on whose behalf, not by account', async () => {
    await readings.record({ actor: wang }, file('f1'));
    await readings.record({ actor: { ...wang, id: 'a9' } }, file('f1'));
    await readings.record({ actor: wang }, file('f2'));
    await readings.record({ actor: li }, file('f1'));
    await readings.record({ actor: wang, onBehalfOf: 'p7' }, file('f1'));
    await readings.record({ actor: wang }, list('format=xlsx', 3, '2023-11-30'));
    await readings.record({ actor: wang }, list('format=xlsx', 3, '2023-12-31'));
    expect(recorded.map(({ by, target, asOf, onBehalfOf }) => [by, target, asOf, onBehalfOf])).toEqual([
      ['a1', 'f1', undefined, undefined],
      ['a1', 'f2', undefined, undefined],
      ['a2', 'f1', undefined, undefined],
      ['a1', 'f1', undefined, 'p7'],
      ['a1', 'r1 format=xlsx', '2023-11-30', undefined],
      ['a1', 'r1 format=xlsx', '2023-12-31', undefined],
    ]);
  });

  it('name each file however many are taken, and say no more of filters when there are too many of them', async () => {
    for (let i = 0; i < 1_000; i++) await readings.record({ actor: wang }, file(`f${i}`));
    expect(recorded).toHaveLength(1_000);
    for (let i = 0; i < MOST_FILTERS + 300; i++) await readings.record({ actor: wang }, list(`q=${i}`, i, `m${i}`));
    expect(recorded).toHaveLength(1_000 + MOST_FILTERS + 1);
    const rest = `r1 ${MANY_FILTERS}`;
    expect(recorded.at(-1)).toEqual({ by: 'a1', target: rest, count: MOST_FILTERS });
    await jest.advanceTimersByTimeAsync(HOUR_MS);
    expect(recorded.at(-1)).toEqual({ by: 'a1', target: rest, count: MOST_FILTERS + 299, times: 299 });
  });

  it('are told in full when the program stops', async () => {
    for (let i = 0; i < 3; i++) await readings.record({ actor: wang }, file('f1'));
    await readings.onApplicationShutdown();
    expect(times()).toEqual([undefined, 2]);
  });
});
