import { createHash, randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { ClockGuard, Engine, type EventStore, type Process, type ReadStore, SetClock } from '#event-sourcing';
import { asRecorded } from '#event-sourcing/testing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { HealthController, type Standing } from './health.controller.js';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const readiness = async (engine: Engine, standing: Standing): Promise<object> => {
  let status = 0;
  let body = {};
  const reply = {
    status: (code: number) => ((status = code), reply),
    send: (sent: object) => void (body = sent),
  };
  await new HealthController(engine, standing).ready(reply as unknown as FastifyReply);
  return { ...body, status };
};

describe('readiness under a clock that was set ahead', () => {
  it('is 503 and tells the clock beside what was expected, until the clock is right again', async () => {
    const clock = new SetClock('2026-11-30T08:00:00.000Z');
    const store = await openEventStore('memory:', { clock });
    const readStore = await openReadStore('sqlite::memory:');
    const engine = new Engine({ store, readStore, contexts: [], digest });
    await engine.start();
    const clockGuard = new ClockGuard(store, { clock, uptime: () => 0 });
    await clockGuard.open();
    const answer = () => readiness(engine, { role: 'all', leads: () => true, clockGuard, evidence: { damaged: [] } });
    while (engine.runner.status().some(({ state }) => state !== 'live')) await new Promise((go) => setTimeout(go, 5));
    expect(await answer()).toMatchObject({ status: 200 });
    clock.set('2028-01-04T08:00:00.000Z');
    expect(await answer()).toMatchObject({
      status: 503,
      clock: { held: { wall: '2028-01-04T08:00:00.000Z', expected: '2026-11-30T08:00:00.000Z', since: 'running' } },
    });
    clock.set('2026-11-30T08:00:01.000Z');
    expect(await answer()).toMatchObject({ status: 200 });
    await engine.stop();
    await readStore.close();
    await store.close();
  });
});

describe('readiness with a process that sets a target aside', () => {
  let store: EventStore;
  let readStore: ReadStore;
  let engine: Engine;
  let wrong: boolean;

  const rings: Process = {
    name: 'rings',
    commands: [],
    types: new Set(['Rung']),
    instance: () => 'door',
    react: () => {
      if (wrong) throw new Error('no bell');
      return [];
    },
  };
  const answer = async () => {
    await engine.seen(engine.views, await store.head());
    return readiness(engine, { role: 'all', leads: () => true, evidence: { damaged: [] } });
  };

  beforeEach(async () => {
    store = await openEventStore('memory:');
    readStore = await openReadStore('sqlite::memory:');
    engine = new Engine({
      store,
      readStore,
      contexts: [{ name: 'bells', deciders: [], views: [], processes: [rings] }],
      digest,
    });
    await engine.start();
    wrong = true;
  });
  afterEach(async () => {
    await engine.stop();
    await readStore.close();
    await store.close();
  });

  it('is 503 and names the target, its position and why, until it was taken up again', async () => {
    expect(await answer()).toMatchObject({ status: 200, processes: [{ process: 'rings', parked: [] }] });
    const { metadata } = asRecorded('bell-1', { type: 'Rung', data: {} }, 1);
    const event = { id: randomUUID(), type: 'Rung', schemaVersion: 1, data: {}, metadata };
    await store.append([[{ stream: 'bell-1', expected: 'none', events: [event] }]]);
    while ((await store.readStream('rings-door')).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const [parked] = await store.readStream('rings-door');
    expect(await answer()).toMatchObject({
      status: 503,
      processes: [
        {
          process: 'rings',
          parked: [{ target: 'door', since: parked!.recordedAt, position: '1', error: 'Error: no bell' }],
        },
      ],
    });
    wrong = false;
    expect(await engine.processes.resume('rings', 'door')).toBe(true);
    expect(await answer()).toMatchObject({ status: 200, processes: [{ process: 'rings', parked: [] }] });
  });
});
