import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#event-sourcing';
import { openEventStore } from '#event-store';

const BIN = join(process.cwd(), 'apps/cli/bin/rectify.mjs');
const SHARED = join(process.cwd(), '..', 'shared');
const SEED = join(SHARED, 'seeds', readdirSync(join(SHARED, 'seeds'))[0]!);
const LEDGER = join(SHARED, 'data/ledger-42.xlsx');
const FACTS = (
  '--title 第三轮巡察整改台账 --organisation 某开发区工委 --team 市委第七巡察组 --inspected-from 2023-04-12 ' +
  '--inspected-to 2023-06-13 --delivered-on 2023-08-29 --as-of 2023-11-30 --review-on 2024-06-30 --history carried-over'
).split(' ');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectify-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RECTIFY_')));

/** The program as it was built, in a folder of its own; its standard output as bytes. */
const rectify = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, env: environment });
  return { status, bytes: stdout, out: stdout.toString(), error: stderr.toString() };
};
const inFolder = (name: string) => join(folder, name);
const problem = (error: string) => JSON.parse(error) as { code: string; title: string; details: object };

describe('a delivered file, read without a database', () => {
  it('prints of a report what was understood, and every warning', () => {
    const { status, out, error } = rectify('import', SEED, '--dry-run', '--json');
    const reading = JSON.parse(out) as Record<string, readonly { code: string }[]>;
    expect([status, error]).toEqual([0, '']);
    expect(reading).toMatchObject({
      kind: 'report',
      inspectedFrom: '2023-04-12',
      inspectedTo: '2023-06-13',
      deliveredOn: '2023-08-29',
      asOf: '2023-11-30',
      stated: {
        findings: 12,
        areas: 4,
        headings: 12,
        tasks: 39,
        issues: 42,
        closed: 40,
        closedRate: 95.2,
        longTerm: 2,
        longTermRate: 4.8,
        regulations: 7,
      },
      found: { issues: 12, replies: 13 },
    });
    const issue = { number: 1, heading: expect.any(String), measures: expect.any(Array), figures: expect.any(Array) };
    expect(reading['issues']![0]).toMatchObject(issue);
    const codes = new Set(reading['warnings']!.map(({ code }) => code));
    const wanted =
      'reply-without-heading number-missing stated-count-differs fact-after-as-of ratio-contradicted same-figures-twice site-noise';
    expect(wanted.split(' ').filter((code) => !codes.has(code))).toEqual([]);
  });

  it('prints of a ledger its issues and tasks, for people and for programs', () => {
    const { out } = rectify('import', LEDGER, '--dry-run', '--json');
    expect(JSON.parse(out)).toMatchObject({ kind: 'ledger', found: { areas: 4, headings: 12, issues: 42, tasks: 39 } });
    expect(rectify('import', LEDGER, '--dry-run').out).toContain('问题 42 个，任务 39 项，方面 4 个，大项 12 个');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stores nothing unless it is told to, and says so', () => {
    const { status, out } = rectify('import', LEDGER, ...FACTS);
    expect([status, out.includes('未写入任何内容；要导入，请加 --commit')]).toEqual([0, true]);
    expect(rectify('import', LEDGER, '--dry-run', '--commit').status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('bad input', () => {
  const refused = (name: string, content: string | Buffer) => {
    writeFileSync(inFolder(name), content);
    return rectify('import', name, '--commit', '--db', 'sqlite:refused/rectify.db', '--json');
  };

  it.each([
    ['empty.txt', '', 'import.nothing-found'],
    ['letter.txt', '你好\n', 'import.nothing-found'],
    ['torn.xlsx', 'PK\u0003\u0004torn', 'import.not-an-xlsx'],
    ['picture.bin', Buffer.from([0xff, 0xd8, 0xff, 0, 1]), 'import.not-understood'],
  ])('%s is refused by name and code, and no database is made', (name, content, code) => {
    const { status, out, error } = refused(name, content);
    expect([status, out]).toEqual([1, '']);
    expect(problem(error)).toMatchObject({ code, details: { file: name } });
    expect(existsSync(inFolder('refused'))).toBe(false);
  });

  it('tells of a missing file in one line, Chinese first', () => {
    const { status, error } = rectify('import', '没有.txt');
    expect(status).toBe(1);
    expect(error).toBe(
      '错误：文件不存在或无法读取：文件 没有.txt，原因 ENOENT (The file is missing or cannot be read; cli.file-missing)\n',
    );
  });

  it('is a usage error when the call itself is wrong', () => {
    expect(rectify('report').status).toBe(2);
    expect(rectify('report', 'x', '--format', 'rtf').error).toContain('命令用法错误');
    expect(rectify('events', '--db', 'oracle:x').status).toBe(2);
  });

  it('is a store error when there is no database to read', () => {
    const { status, error } = rectify('events', '--db', 'sqlite:nowhere.db', '--json');
    expect([status, problem(error).code]).toEqual([3, 'store.missing']);
  });
});

describe('help', () => {
  it('gives an example and the exit codes', () => {
    const { status, out } = rectify('backup', '--help');
    expect(status).toBe(0);
    expect(out).toMatch(/示例 Example:\n\s+\$ rectify backup [\s\S]*退出码 Exit codes:\n\s+0/);
  });
});

describe('a database into which a ledger was imported as carried over', () => {
  const DB = ['--db', 'sqlite:kept/rectify.db'];
  const report = (format: string, ...more: string[]) =>
    rectify('report', '第三轮巡察', '--as-of', '2023-11-30', '--format', format, ...DB, ...more);
  const lines = () =>
    rectify('events', ...DB)
      .out.trimEnd()
      .split('\n');
  let stored: number;

  beforeAll(() => {
    const { out } = rectify('import', LEDGER, '--commit', ...FACTS, ...DB, '--json');
    stored = (JSON.parse(out) as { stored: { events: number } }).stored.events;
  });

  it('prints every event, one JSON a line, from any position', () => {
    const events = lines().map((line) => JSON.parse(line) as { position: string; metadata: { actor: object } });
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: stored }, (_, at) => String(at + 1)));
    expect(events[0]!.metadata.actor).toMatchObject({ id: 'cli', name: '本机操作员', client: 'rectify cli' });
    expect(
      rectify('events', '--after', String(stored - 3), ...DB)
        .out.trimEnd()
        .split('\n'),
    ).toHaveLength(3);
    expect(rectify('events', '--after', String(stored + 1), ...DB).status).toBe(1);
  });

  it('refuses the same file again and stores nothing', () => {
    const { status, error } = rectify('import', LEDGER, '--commit', ...FACTS, ...DB, '--json');
    expect([status, problem(error).code]).toEqual([1, 'import.already-imported']);
    expect(lines()).toHaveLength(stored);
  });

  it.each(['md', 'html', 'docx', 'pdf', 'json'])(
    'makes the report of a day twice with the same bytes, as %s',
    (format) => {
      const once = report(format);
      expect([once.status, once.error]).toEqual([0, '']);
      expect(report(format, '--out', `通报.${format}`).bytes).toHaveLength(0);
      expect(readFileSync(inFolder(`通报.${format}`)).equals(once.bytes)).toBe(true);
    },
  );

  it('counts 40 of 42 closed, all of them carried over', () => {
    const { out } = report('md');
    expect(out).toContain('共计42项具体问题。截至2023年11月30日，已整改完成40项，完成率95.2%；长期整改2项，占4.8%');
    expect(out).toContain('【结转】全部42项的销号或者长期整改据');
  });

  it('writes a ledger that reads back as it is', () => {
    expect(rectify('ledger', '第三轮巡察', '--as-of', '2023-11-30', '--out', 'l.xlsx', ...DB).status).toBe(0);
    expect(JSON.parse(rectify('import', 'l.xlsx', '--dry-run', '--json').out)).toMatchObject({
      found: { areas: 4, headings: 12, issues: 42, tasks: 39, closed: 40, longTerm: 2, regulations: 7 },
      warnings: [],
    });
  });

  it('refuses a round that there is not, and a day that there is not', () => {
    const none = rectify('report', '第九轮', ...DB, '--json');
    expect([none.status, problem(none.error).code]).toEqual([1, 'round.unknown']);
    const day = rectify('report', '第三轮', '--as-of', '2023-02-30', ...DB);
    expect(day.status).toBe(1);
    expect(day.error).toContain('--as-of');
  });

  it('rebuilds one view or all, and answers as before', () => {
    const before = report('json').out;
    const all = JSON.parse(rectify('rebuild', ...DB, '--json').out) as { views: string[]; events: number };
    expect(all.views).toEqual(expect.arrayContaining(['rounds', 'ledger', 'trail']));
    expect(all.events).toBe(stored);
    expect(rectify('rebuild', 'ledger', ...DB).out).toContain('已重建 1 个视图');
    expect(report('json').out).toBe(before);
    expect(rectify('rebuild', 'nothing', ...DB).error).toContain('没有这个视图');
  });

  it('builds its views when they are lost', () => {
    const before = report('json').out;
    rmSync(inFolder('kept/rectify-views.db'));
    expect(report('json').out).toBe(before);
  });
});

describe('a database with two rounds', () => {
  const DB = ['--db', 'sqlite:two/rectify.db'];
  const titleOf = (words: string) => rectify('report', words, '--as-of', '2023-11-30', ...DB);

  it('asks which one is meant when a name fits both', () => {
    rectify('import', SEED, '--commit', ...DB);
    rectify('import', SEED, '--commit', '--title', '第三轮巡察（第二份）', ...DB);
    const both = titleOf('第三轮巡察');
    expect(both.status).toBe(1);
    expect(both.error).toMatch(/有多个轮次符合该名称.*第三轮巡察（第二份）/);
    expect(titleOf('第二份').status).toBe(0);
  });
});

describe('a database that another process holds', () => {
  const DB = ['--db', 'sqlite:held/rectify.db'];
  let holder: EventStore;

  beforeAll(async () => {
    rectify('import', LEDGER, '--commit', ...FACTS, ...DB);
    holder = await openEventStore(`sqlite:${inFolder('held/rectify.db')}`);
  });
  afterAll(() => holder.close());

  it('is backed up with its evidence, verified, and never over an older backup', async () => {
    const head = await holder.head();
    const { status, out } = rectify('backup', 'copy.db', ...DB, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      events: Number(head),
      sealed: Number(head),
      integrity: 'ok',
      evidence: { files: 0 },
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('copy.'))).toEqual([
      'copy.db',
      'copy.db.evidence',
      'copy.db.integrity',
      'copy.db.manifest.json',
    ]);
    const again = rectify('backup', 'copy.db', ...DB, '--json');
    expect([again.status, problem(again.error).code]).toEqual([1, 'cli.file-exists']);
  });

  it('gives from its backup the report that it gives itself', () => {
    copyFileSync(inFolder('copy.db'), inFolder('restored.db'));
    const args = ['report', '第三轮巡察', '--as-of', '2023-11-30'];
    const own = rectify(...args, ...DB);
    expect(own.status).toBe(0);
    expect(rectify(...args, '--db', 'sqlite:restored.db').out).toBe(own.out);
  });

  it('takes no import and no rebuild, and says what to do instead', () => {
    const refusal = rectify('import', SEED, '--commit', ...DB);
    expect(refusal.status).toBe(3);
    expect(refusal.error).toContain('POST /api/v1/imports');
    expect(rectify('rebuild', ...DB).status).toBe(3);
    expect(rectify('serve', '--port', '0', ...DB).status).toBe(3);
  });

  it('makes no report from views that lag behind the log', async () => {
    const [last] = await holder.readAll(String(Number(await holder.head()) - 1), 1);
    const id = '00000000-0000-4000-8000-000000000001';
    await holder.append([[{ stream: 'note-1', expected: 'none', events: [{ ...last!, id }] }]]);
    const { status, error } = rectify('report', '第三轮巡察', ...DB, '--json');
    expect([status, problem(error).code]).toEqual([3, 'view.behind']);
  });
});

describe('evidence files', () => {
  it('are copied beside the backup, and a changed one is found out', () => {
    const DB = ['--db', 'sqlite:filed/rectify.db'];
    rectify('import', SEED, '--commit', ...DB);
    const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    const shelf = join('evidence', hash.slice(0, 2));
    spawnSync('mkdir', ['-p', inFolder(join('filed', shelf))]);
    writeFileSync(inFolder(join('filed', shelf, hash)), 'hello');
    const { out } = rectify('backup', 'filed.db', ...DB, '--json');
    expect(JSON.parse(out)).toMatchObject({ evidence: { files: 1, bytes: 5 } });
    expect(readFileSync(inFolder(join('filed.db.evidence', hash.slice(0, 2), hash)), 'utf8')).toBe('hello');
    writeFileSync(inFolder(join('filed', shelf, hash)), 'hullo');
    const broken = rectify('backup', 'broken.db', ...DB, '--json');
    expect([broken.status, problem(broken.error).code]).toEqual([1, 'cli.backup-broken']);
    expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);
  });
});
