import { createHash, randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { Engine, type EventStore, type Process, type ReadStore } from '#event-sourcing';
import { asRecorded } from '#event-sourcing/testing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { HealthController } from './health.controller.js';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

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
    let status = 0;
    let body = {};
    const reply = {
      status: (code: number) => ((status = code), reply),
      send: (sent: object) => void (body = sent),
    };
    const controller = new HealthController(engine, { role: 'all', leads: () => true, evidence: { damaged: [] } });
    await engine.seen(engine.views, await store.head());
    await controller.ready(reply as unknown as FastifyReply);
    return { ...body, status };
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
