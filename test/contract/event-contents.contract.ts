import { type Event, type Recorded } from '#event-sourcing';
import { appendOne, someEvent, someEvents, to } from './some-events.js';
import { NOON, recordedAt, type Subject } from './event-store.contract.js';

const MEGABYTE = 1_048_576;

export const describeContents = ({ store, opened, nature }: Subject): void => {
  const { position } = nature;
  const kept = async (data: object): Promise<object> => {
    await appendOne(store(), to('note-1', 'any', someEvent(data)));
    return (await store().readStream('note-1')).at(-1)!.data;
  };

  describe('given data of any kind', () => {
    it.each<[string, object]>([
      ['nested values', { a: [1, -2.5, 1e21, null, true, { b: [] }], '': 'empty name', __proto__x: {} }],
      ['Chinese text and emoji', { text: '整改情况:一是…二是…', party: '👨‍👩‍👧‍👦🇨🇳', rare: '𠮷𡈽' }],
      ['control characters and NUL', { text: 'a\0b\u0001\u001f\u2028\u2029\ufeff', 'n\0me': 1 }],
      ['lone surrogates', { high: 'a\ud800b', low: '\udc00' }],
      ['what SQL would read as its own', { text: "'; DROP TABLE events; --", q: '?1 :a @b $c' }],
    ])('gives %s back as it was', async (_, data) => {
      expect(await kept(data)).toEqual(data);
    });

    if (nature.largestAppend > 2 * MEGABYTE) {
      it('gives a megabyte of text and one of bytes back as it was', async () => {
        const data = { text: '巡'.repeat(MEGABYTE / 3), bytes: 'x'.repeat(MEGABYTE) };
        expect(await kept(data)).toEqual(data);
      });
    }

    it('gives every field of an event back as it was', async () => {
      const event = { ...someEvent({ n: 1 }), schemaVersion: 3, type: '整改Noted' };
      await appendOne(store(), to('note-1', 'none', event));
      const stored = {
        ...event,
        stream: 'note-1',
        version: 1,
        position: position(1),
        recordedAt: recordedAt(nature, NOON),
      };
      expect(await store().readStream('note-1')).toEqual([stored]);
      expect(await store().readAll('0', 1)).toEqual([stored]);
    });

    it('keeps what was appended, whatever becomes of the objects afterwards', async () => {
      const data = { list: ['first'] };
      await appendOne(store(), to('note-1', 'none', someEvent(data)));
      data.list.push('second');
      const read = (await store().readStream('note-1'))[0]! as Recorded<Event<string, { list: string[] }>>;
      read.data.list.push('third');
      expect((await store().readStream('note-1'))[0]!.data).toEqual({ list: ['first'] });
    });
  });

  describe('given names of any kind', () => {
    const names = ['issue-第一轮/(一)1', 'issue-👨‍👩‍👧‍👦', 'issue-é', 'issue-e\u0301', 'ISSUE-É', ' issue- ', 'issue-\'"%_'];

    it('keeps streams apart whose names differ in any code point', async () => {
      await store().append(names.map((name, n) => to(name, 'none', someEvent({ n }))));
      for (const [n, name] of names.entries()) {
        expect((await store().readStream(name)).map(({ stream, data }) => ({ stream, data }))).toEqual([
          { stream: name, data: { n } },
        ]);
      }
    });

    it.each([['issue-\ud800'], ['issue-\0'], ['']])('refuses the name %j, which would not come back', async (name) => {
      expect(await appendOne(store(), to(name, 'any', someEvent()))).toBeInstanceOf(RangeError);
      expect(await store().head()).toBe('0');
    });
  });

  const many = nature.largestAppend > 10 * MEGABYTE ? 10_000 : 1_000;
  describe(`given a stream of ${many} events`, () => {
    it('takes it in one append, reads it whole and goes on', async () => {
      await appendOne(store(), to('note-1', 'none', ...someEvents(many)));
      const events = await store().readStream('note-1');
      expect(events.map(({ version }) => version)).toEqual(Array.from({ length: many }, (_, i) => i + 1));
      expect(await appendOne(store(), to('note-1', many, someEvent()))).toMatchObject({ versions: [many + 1] });
    });
  });

  describe('given a store opened anew', () => {
    it('has every event, knows every id and goes on where it stood', async () => {
      const { reopen } = opened();
      const events = someEvents(3);
      await appendOne(store(), to('note-1', 'none', ...events));
      await appendOne(store(), to('note-2', 'none', someEvent()));
      const before = await store().readAll('0', 10);
      const again = reopen ? await reopen() : store();
      expect(await again.readAll('0', 10)).toEqual(before);
      expect(await appendOne(again, to('note-1', 'any', ...events))).toMatchObject({
        outcome: 'idempotent',
        versions: [3],
      });
      expect(await appendOne(again, to('note-1', 3, someEvent()))).toMatchObject({
        versions: [4],
        positions: [position(5)],
      });
    });
  });
};
