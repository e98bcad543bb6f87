import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEventStore } from '#event-store';
import { FACTS, LEDGER, rectify } from '../../../test/support/command-line.js';

describe('a database into which a ledger was imported', () => {
  let folder: string;
  const url = (name: string) => `sqlite:${join(folder, `${name}.db`)}`;
  const copyTo = (name: string) => rectify('copy', '--from', url('source'), '--to', url(name), '--json');
  const codeOf = ({ status, error }: ReturnType<typeof rectify>) => [
    status,
    (JSON.parse(error) as { code: string }).code,
  ];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-copy-'));
    rectify('import', LEDGER, '--commit', ...FACTS, '--db', url('source'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is copied with every event as it is printed, and both hashes are told', () => {
    const { status, out } = copyTo('copy');
    const { events, sourceSha256, targetSha256 } = JSON.parse(out) as Record<string, unknown>;
    expect([status, sourceSha256]).toEqual([0, targetSha256]);
    const printed = rectify('events', '--db', url('source')).out;
    expect(printed.trimEnd().split('\n')).toHaveLength(events as number);
    expect(rectify('events', '--db', url('copy')).out).toBe(printed);
    expect(JSON.parse(copyTo('copy').out)).toMatchObject({ events, resumedBehind: events });
  });

  it('is not taken for the same as a tampered copy', () => {
    copyTo('tampered');
    const db = new DatabaseSync(join(folder, 'tampered.db'));
    db.exec(`DROP TRIGGER events_are_never_updated; UPDATE events SET type = type || 'X' WHERE position = 300`);
    db.close();
    expect(codeOf(copyTo('tampered'))).toEqual([1, 'cli.copy-target-differs']);
  });

  it('is not copied when it was changed since it was sealed, and no target is made', () => {
    for (const name of ['source.db', 'source-integrity'])
      cpSync(join(folder, name), join(folder, name.replace('source', 'changed')), { recursive: true });
    const db = new DatabaseSync(join(folder, 'changed.db'));
    db.exec(`DROP TRIGGER events_are_never_updated;
      UPDATE events SET metadata = replace(metadata, '2023-08', '2023-07') WHERE position = 200`);
    db.close();
    const { status, error } = rectify('copy', '--from', url('changed'), '--to', url('laundered'), '--json');
    expect([status, JSON.parse(error)]).toMatchObject([1, { code: 'history.damaged', details: { position: '200' } }]);
    expect(existsSync(join(folder, 'laundered.db'))).toBe(false);
    rmSync(join(folder, 'changed-integrity'), { recursive: true });
    expect(rectify('copy', '--from', url('changed'), '--to', url('unsealed'), '--json').status).toBe(0);
  });

  it('goes to no store that a server holds, and to none that is none', async () => {
    const holder = await openEventStore(url('held'));
    expect(codeOf(copyTo('held'))).toEqual([3, 'store.in-use']);
    await holder.close();
    expect(codeOf(rectify('copy', '--from', url('source'), '--to', 'memory:', '--json'))).toEqual([2, 'cli.usage']);
    expect(codeOf(copyTo('source'))).toEqual([2, 'cli.usage']);
  });
});
