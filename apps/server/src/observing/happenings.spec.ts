import { readConfig } from '../config.js';
import { Happenings } from './happenings.js';
import { openLog } from './log.js';

const flush = (fields: object) => ({ durationMs: 1, appends: 4, events: 4, conflicts: 0, failed: 0, ...fields });

describe('what happens in the engine', () => {
  let lines: { level: string; msg: string; err?: { message: string } }[];
  let happenings: Happenings;
  const told = () => lines.map(({ level, msg }) => `${level}: ${msg}`);

  beforeEach(() => {
    lines = [];
    const to = { write: (line: string) => void lines.push(JSON.parse(line)) };
    happenings = new Happenings(openLog({ logLevel: 'debug', role: 'all' }, to));
  });

  it('is written when the store begins to fail and when it takes events again, not in between', () => {
    happenings.flushed(flush({}));
    for (const why of ['disk full', 'disk full', 'still full']) {
      happenings.flushed(flush({ failed: 4, error: new Error(why) }));
    }
    happenings.flushed(flush({ conflicts: 4 }));
    expect(told()).toEqual(['error: the event store takes nothing']);
    expect(lines[0]!.err!.message).toBe('disk full');
    happenings.flushed(flush({ conflicts: 3 }));
    happenings.flushed(flush({}));
    expect(told().slice(1)).toEqual(['info: the event store takes events again']);
  });

  it('is written for a view that failed, for views that halt and move again, and for processes that try again', () => {
    happenings.viewFailed('ledger', '12', new Error('no such row'));
    happenings.viewsHalted(new Error('gone'));
    happenings.viewsResumed();
    happenings.processFailed('send', new Error('gone'));
    expect(lines).toMatchObject([
      { level: 'error', view: 'ledger', at: '12', err: { message: 'no such row' } },
      { level: 'error', err: { message: 'gone' } },
      { level: 'info' },
      { level: 'warn', loop: 'send', err: { message: 'gone' } },
    ]);
  });

  it('is written when the views are taken over and left, once each', () => {
    for (const leads of [false, true, true, false, false]) happenings.leading(leads);
    expect(lines.map((line) => (line as unknown as { leads: boolean }).leads)).toEqual([true, false]);
  });

  it('begins with the version and the stores, whose passwords are masked', () => {
    const databaseUrl = 'postgres://rectify:hunter2@db/rectify';
    happenings.started(readConfig({ RECTIFY_DATABASE_URL: databaseUrl }), 'http://127.0.0.1:3000');
    const shown = 'postgres://***@db/rectify';
    expect(lines).toMatchObject([
      { version: expect.stringMatching(/^\d+\.\d+\.\d+/), stores: { events: shown, views: shown, credentials: shown } },
    ]);
  });
});
