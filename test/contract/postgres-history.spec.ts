import { type EventStore, HistoryRefused, SetClock } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { copyHistory } from '../../apps/cli/src/history-copy.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { NOON } from './event-store.contract.js';
import { appendOne, someEvent, someEvents, to } from './some-events.js';

const LATER = '2024-01-10T05:00:00.000Z';

describe('given a history in memory', () => {
  let server: PostgresServer;
  let source: EventStore;
  let target: EventStore;
  const events = (store: EventStore) => store.readAll('0', 100);

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    const clock = new SetClock(NOON);
    source = await openEventStore('memory:', { clock });
    target = await openEventStore(await server.database());
    for (let n = 0; n < 20; n++) {
      if (n === 10) clock.set(LATER);
      await appendOne(source, to(`note-${n % 3}`, 'any', ...someEvents(2)));
    }
  });
  afterEach(() => target.close());

  it('moves to PostgreSQL with ids, order, both clocks and metadata, also from where a copy broke off', async () => {
    await target.restore!('0', await source.readAll('0', 7));
    const copied = await copyHistory(source, target);
    expect(copied).toMatchObject({ events: 40, resumedBehind: 7, targetSha256: copied.sourceSha256 });
    expect(await events(target)).toEqual(await events(source));
    expect(await appendOne(target, to('note-1', 14, someEvent()))).toMatchObject({ outcome: 'ok', positions: ['41'] });
  });

  it('is refused, with nothing stored, where it does not go on', async () => {
    const [first, second] = await source.readAll('0', 2);
    await target.restore!('0', [first!]);
    await expect(target.restore!('0', [second!])).rejects.toThrow(HistoryRefused);
    for (const wrong of [
      [{ ...second!, version: 3 }],
      [{ ...second!, id: first!.id }],
      [{ ...second!, recordedAt: '2020' }],
      [second!, second!],
    ]) {
      await expect(target.restore!('1', wrong)).rejects.toThrow(HistoryRefused);
    }
    expect(await events(target)).toEqual([first]);
  });
});
