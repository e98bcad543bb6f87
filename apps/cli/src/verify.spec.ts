import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { environment, FACTS, LEDGER, PROGRAM, rectify } from '../../../test/support/command-line.js';

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

describe('a history that was sealed', () => {
  let origin: string;
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);
  const db = () => ['--db', `sqlite:${at('rectify.db')}`];
  const verify = () => rectify('verify', ...db(), '--json');
  const restore = (place: string) =>
    rectify('restore', at('b.db'), '--db', `sqlite:${at(place, 'rectify.db')}`, '--json');
  const found = () => JSON.parse(verify().out) as { events: number; sealed: number; root: string };
  const damage = () => {
    const { status, error } = verify();
    const { code, details } = JSON.parse(error) as { code: string; details: Record<string, unknown> };
    return { status, code, ...details };
  };
  const inFile = (...statements: string[]) => {
    const file = new DatabaseSync(at('rectify.db'));
    file.exec('DROP TRIGGER IF EXISTS events_are_never_updated; DROP TRIGGER IF EXISTS events_are_never_deleted');
    for (const statement of statements) file.exec(statement);
    file.close();
  };
  const shelf = (root: string) => join(root, 'evidence', HELLO.slice(0, 2));

  beforeAll(() => {
    origin = mkdtempSync(join(tmpdir(), 'rectify-verify-'));
    rectify('import', LEDGER, '--commit', ...FACTS, '--db', `sqlite:${join(origin, 'rectify.db')}`);
    mkdirSync(shelf(origin), { recursive: true });
    writeFileSync(join(shelf(origin), HELLO), 'hello');
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-verified-'));
    cpSync(origin, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  afterAll(() => rmSync(origin, { recursive: true }));

  it('is verified from the stored bytes, and said so in words', () => {
    const { events, sealed, root } = found();
    expect(sealed).toBe(events);
    const { status, out } = rectify('verify', ...db());
    expect(status).toBe(0);
    expect(out).toContain(`${events} 个事件逐一重新计算，其中已封存 ${events} 个，与封存一致`);
    expect(out).toContain(`根 root ${root}`);
    expect(out).toContain('1 个佐证材料文件、5 字节');
  });

  it('names the event in which one digit was changed', () => {
    inFile(`UPDATE events SET metadata = replace(metadata, '2023-08', '2023-07') WHERE position = 200`);
    expect(damage()).toMatchObject({ status: 1, code: 'history.damaged', kind: 'event-differs', position: '200' });
    const { error } = rectify('verify', ...db());
    expect(error).toMatch(
      /^错误：已存储的历史与封存时不一致.*位置 200，事项 [a-z]+-[\w-]+，版本 \d+，应为 [0-9a-f]{64}，现为 [0-9a-f]{64}/,
    );
  });

  it('names what cannot be read any more', () => {
    inFile(`UPDATE events SET data = substr(data, 2) WHERE position = 123`);
    expect(damage()).toMatchObject({ status: 1, kind: 'event-unreadable', position: '123', index: 122 });
  });

  it('names the event that is gone from the middle or the end', () => {
    inFile('DELETE FROM events WHERE position = 150');
    expect(damage()).toMatchObject({ kind: 'event-missing', position: '150', found: '151' });
    inFile('DELETE FROM events WHERE position > 100');
    expect(damage()).toMatchObject({ kind: 'event-missing', position: '101' });
  });

  it('names evidence that is not what its name says', () => {
    writeFileSync(join(shelf(folder), HELLO), 'hallo');
    expect(damage()).toMatchObject({ status: 1, kind: 'evidence-differs', expected: HELLO });
  });

  it('is not taken for verified without its tree', () => {
    rmSync(at('rectify-integrity'), { recursive: true });
    expect(damage()).toMatchObject({ status: 1, code: 'history.unsealed', sealed: 0 });
  });

  it('has the same root when it was copied to another store', () => {
    const copy = `sqlite:${at('copy', 'rectify.db')}`;
    expect(rectify('copy', '--from', `sqlite:${at('rectify.db')}`, '--to', copy).status).toBe(0);
    const { root } = found();
    const { error } = rectify('verify', '--db', copy, '--json');
    expect(JSON.parse(error)).toMatchObject({ code: 'history.unsealed', details: { root } });
  });

  it('is backed up with its tree, and restored as it was', () => {
    const { status, out } = rectify('backup', at('b.db'), ...db(), '--json');
    const { root, events } = found();
    expect([status, JSON.parse(out)]).toMatchObject([0, { root, events, sealed: events, evidence: { files: 1 } }]);
    const manifest = JSON.parse(readFileSync(at('b.db.manifest.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ form: 1, root, events, evidence: { files: 1, bytes: 5 } });
    for (const _ of ['first', 'broken off and repeated']) {
      const restored = restore('new');
      expect([restored.status, JSON.parse(restored.out)]).toMatchObject([0, { root, events, sealed: events }]);
    }
    const verified = rectify('verify', '--db', `sqlite:${at('new', 'rectify.db')}`, '--json');
    expect(JSON.parse(verified.out)).toMatchObject({ root, events, sealed: events, evidence: { files: 1 } });
  });

  it.each<[string, string, string]>([
    ['another file of events', 'rectify.db', 'another'],
    ['what is left of the log of one', 'rectify.db-wal', 'another'],
    [
      'the tree of another history',
      join('rectify-integrity', 'head.json'),
      JSON.stringify({ form: 1, size: 1, root: '0'.repeat(64), position: '1', since: '2026-01-01T00:00:00.000Z' }),
    ],
  ])('is not restored over %s, which stays', (_, name, content) => {
    expect(rectify('backup', at('b.db'), ...db()).status).toBe(0);
    mkdirSync(at('new', 'rectify-integrity'), { recursive: true });
    writeFileSync(at('new', name), content);
    const { status, error } = restore('new');
    expect([status, JSON.parse(error)]).toMatchObject([1, { code: 'cli.file-exists' }]);
    expect(readFileSync(at('new', name), 'utf8')).toBe(content);
    expect(existsSync(at('new', 'rectify.db'))).toBe(name === 'rectify.db');
  });

  it('is not backed up when it is damaged, and nothing is left of the try', () => {
    inFile(`UPDATE events SET metadata = replace(metadata, '2023-08', '2023-07') WHERE position = 200`);
    const { status, error } = rectify('backup', at('b.db'), ...db(), '--json');
    expect([status, JSON.parse(error)]).toMatchObject([1, { code: 'history.damaged', details: { position: '200' } }]);
    expect(readdirSync(folder).filter((name) => name.startsWith('b.db'))).toEqual([]);
  });

  it('is complete or absent in its backup, whenever that is killed, and a repetition works', async () => {
    const args = [...PROGRAM, 'backup', at('b.db'), ...db()];
    let killed = 0;
    for (let pauseMs = 0; killed < 6; pauseMs += 40) {
      const child = spawn(process.execPath, args, { env: environment, stdio: 'ignore' });
      const over = new Promise((resolve) => child.once('exit', resolve));
      while (!existsSync(at('b.db.unfinished')) && child.exitCode === null) await pause(1);
      await pause(pauseMs);
      if (child.exitCode !== null) break;
      child.kill('SIGKILL');
      await over;
      killed += 1;
      if (!existsSync(at('b.db'))) continue;
      expect(readdirSync(folder)).toEqual(
        expect.arrayContaining(['b.db.evidence', 'b.db.integrity', 'b.db.manifest.json']),
      );
      break;
    }
    expect(killed).toBeGreaterThan(0);
    if (!existsSync(at('b.db'))) expect(rectify('backup', at('b.db'), ...db()).status).toBe(0);
    const names = ['b.db', 'b.db.evidence', 'b.db.integrity', 'b.db.manifest.json'];
    expect(readdirSync(folder).filter((name) => name.startsWith('b.db') && !name.endsWith('.unfinished'))).toEqual(
      names,
    );
  });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
