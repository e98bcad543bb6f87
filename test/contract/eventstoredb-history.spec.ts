import { openEventStore } from '#event-store';
import { type EventStore, HistoryRefused, SetClock } from '#event-sourcing';
import { copyHistory } from '../../apps/cli/src/history-copy.js';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { tempDir } from '../support/temp-dir.js';
import { NOON } from './event-store.contract.js';
import { appendOne, someEvent, someEvents, to } from './some-events.js';

const LATER = '2024-01-10T05:00:00.000Z';

describe('given a history in SQLite', () => {
  let dir: Awaited<ReturnType<typeof tempDir>>;
  let source: EventStore;
  let double: EventStoreDbDouble;
  let target: EventStore;

  beforeEach(async () => {
    const clock = new SetClock(NOON);
    dir = await tempDir();
    source = await openEventStore(`sqlite:${dir.path}/events.db`, { clock });
    double = await EventStoreDbDouble.start();
    target = await openEventStore(double.url);
    for (let n = 0; n < 20; n++) {
      if (n === 10) clock.set(LATER);
      await appendOne(source, to(`note-${n % 3}`, 'any', ...someEvents(2)));
    }
  });
  afterEach(async () => {
    await source.close();
    await target.close();
    await double.close();
    await dir.remove();
  });

  const contents = async (store: EventStore) =>
    (await store.readAll('0', 100)).map((event) => ({ ...event, position: '' }));

  it('moves to EventStoreDB with ids, order, both clocks and metadata', async () => {
    const copied = await copyHistory(source, target);
    expect(copied).toMatchObject({ events: 40, resumedBehind: 0, targetSha256: copied.sourceSha256 });
    expect(await contents(target)).toEqual(await contents(source));
    expect(await target.readStream('note-1')).toEqual(
      (await source.readStream('note-1')).map((event) => ({ ...event, position: expect.any(String) })),
    );
  });

  it('goes on where a copy broke off, and goes on being written by the clock of the server', async () => {
    const some = await source.readAll('0', 7);
    await target.restore!('0', some);
    expect(await copyHistory(source, target)).toMatchObject({ events: 40, resumedBehind: 7 });
    expect(await contents(target)).toEqual(await contents(source));
    const result = await appendOne(target, to('note-1', 'any', someEvent()));
    expect(result).toMatchObject({ outcome: 'ok', recordedAt: new Date(double.log.all.at(-1)!.created).toISOString() });
  });

  it('is refused, with nothing stored, where it does not go on', async () => {
    const [first, second] = await source.readAll('0', 2);
    await target.restore!('0', [first!]);
    const behind = await target.head();
    await expect(target.restore!('0', [second!])).rejects.toThrow(HistoryRefused);
    for (const wrong of [
      [{ ...second!, version: 3 }],
      [{ ...second!, id: first!.id }],
      [{ ...second!, recordedAt: '2020' }],
    ]) {
      await expect(target.restore!(behind, wrong)).rejects.toThrow(HistoryRefused);
    }
    expect(double.log.all).toHaveLength(1);
  });
});
