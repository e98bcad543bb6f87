import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store';
import type { NewEvent } from '../event.js';
import type { EventStore } from './event-store.js';
import { type Upcaster, withUpcasters } from './upcasting.js';

const stored = (type: string, schemaVersion: number, data: object): NewEvent => {
  const id = randomUUID();
  return { id, type, schemaVersion, data, metadata: { commandId: id } as NewEvent['metadata'] };
};

const splitName: Upcaster = {
  type: 'Registered',
  from: 1,
  upcast: ({ name }: { name: string }) => ({ family: name.slice(0, 1), given: name.slice(1) }),
};
const addUnit: Upcaster = { type: 'Registered', from: 2, upcast: (data: object) => ({ ...data, unit: '党政办公室' }) };

describe('given events stored in three shapes', () => {
  let store: EventStore;
  const v3 = { family: '李', given: '四', unit: '经发局' };

  beforeEach(async () => {
    store = await openEventStore('memory:');
    const events = [
      stored('Registered', 1, { name: '张三' }),
      stored('Registered', 2, { family: '王', given: '五' }),
      stored('Registered', 3, v3),
      stored('Left', 1, { name: '张三' }),
    ];
    await store.append([[{ stream: 'person-1', expected: 'none', events }]]);
  });

  const today = [
    { type: 'Registered', schemaVersion: 3, data: { family: '张', given: '三', unit: '党政办公室' } },
    { type: 'Registered', schemaVersion: 3, data: { family: '王', given: '五', unit: '党政办公室' } },
    { type: 'Registered', schemaVersion: 3, data: v3 },
    { type: 'Left', schemaVersion: 1, data: { name: '张三' } },
  ];

  it.each([
    ['in order', [splitName, addUnit]],
    ['in any order', [addUnit, splitName]],
  ])('shows all of them in the newest shape when the upcasters are given %s', async (_, upcasters) => {
    const seen = withUpcasters(store, upcasters);
    expect(await seen.readStream('person-1')).toMatchObject(today);
    expect(await seen.readAll('0', 10)).toMatchObject(today);
    expect((await seen.readAll('2', 1))[0]).toMatchObject({ ...today[2], position: '3', version: 3 });
  });

  it('leaves what is stored as it was', async () => {
    await withUpcasters(store, [splitName, addUnit]).readAll('0', 10);
    expect((await store.readAll('0', 1))[0]).toMatchObject({ schemaVersion: 1, data: { name: '张三' } });
  });

  it('stops at a shape that no upcaster leads on from', async () => {
    const [first] = await withUpcasters(store, [addUnit]).readStream('person-1');
    expect(first).toMatchObject({ schemaVersion: 1, data: { name: '张三' } });
  });

  it('appends, tells its head and calls back as the store itself', async () => {
    const seen = withUpcasters(store, [splitName, addUnit]);
    let calls = 0;
    seen.onAppended(() => calls++);
    await seen.append([[{ stream: 'person-2', expected: 'none', events: [stored('Left', 1, {})] }]]);
    expect(await seen.head()).toBe('5');
    expect(calls).toBe(1);
    expect(seen).toMatchObject({ name: store.name, exclusive: store.exclusive });
  });
});
