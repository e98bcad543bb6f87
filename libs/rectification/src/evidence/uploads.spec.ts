import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { RuleBroken } from '#event-sourcing';
import { EvidenceFiles } from './evidence-files.js';
import { Uploads } from './uploads.js';

const KIB = 1024;

describe('uploads', () => {
  let folder: string;
  let uploads: Uploads;
  const opened = async () => {
    const one = new Uploads(new EvidenceFiles(folder, 100 * KIB), folder, { files: 3, bytes: 10 * KIB });
    await one.open();
    return one;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rectify-uploads-'));
    uploads = await opened();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const given = (person: string, text: string) => uploads.receive(person, 'a.txt', Readable.from([Buffer.from(text)]));
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'taken',
      (error: unknown) => (error as RuleBroken).code,
    );
  const kept = () => Array.fromAsync(uploads.files.all());

  it('are known to be by whoever gave them, also after a restart and to another process, until they are attached', async () => {
    const { sha256 } = await given('p1', '会议记录');
    for (const asked of [uploads, await opened()]) {
      expect(await asked.isBy(['p1'], sha256)).toBe(true);
      expect(await asked.isBy(['p3', 'p1'], sha256)).toBe(true);
      expect(await asked.isBy(['p2'], sha256)).toBe(false);
      expect(await asked.isBy([], sha256)).toBe(false);
    }
    await given('p2', '会议记录');
    await uploads.release(['p1'], sha256);
    expect([await uploads.isBy(['p1'], sha256), await uploads.isBy(['p2'], sha256)]).toEqual([false, true]);
  });

  it('of a person whose id is no name of a folder stay in theirs', async () => {
    const { sha256 } = await given('../../p1', '会议记录');
    expect(await uploads.isBy(['../../p1'], sha256)).toBe(true);
    expect(await readdir(join(folder, 'uploads'))).toEqual(['%2E%2E%2F%2E%2E%2Fp1']);
  });

  it('leave neither file nor entry when they are refused', async () => {
    expect(await refusal(uploads.receive('p1', 'a.docx', Readable.from([Buffer.from('text')])))).toBe(
      'evidence.not-what-it-claims',
    );
    expect([await kept(), await Array.fromAsync(uploads.register.all())]).toEqual([[], []]);
  });

  it('are refused above the number one may have unattached, and taken again once one is attached', async () => {
    const first = await given('p1', '一');
    await given('p1', '二');
    await given('p1', '三');
    await expect(given('p1', '四')).rejects.toMatchObject({
      code: 'evidence.quota',
      details: { limitFiles: 3, usedFiles: 3, limitBytes: 10 * KIB, usedBytes: 9 },
    });
    expect(await refusal(given('p2', '四'))).toBe('taken');
    await uploads.release(['p1'], first.sha256);
    expect(await refusal(given('p1', '四'))).toBe('taken');
  });

  it('are refused above the bytes, those that stream in side by side together', async () => {
    await given('p1', 'x'.repeat(2 * KIB));
    const halves = [new PassThrough(), new PassThrough()];
    const taking = halves.map((bytes, n) => refusal(uploads.receive('p1', `${n}.txt`, bytes)));
    for (const [n, half] of halves.entries()) half.end(String(n).repeat(5 * KIB));
    expect((await Promise.all(taking)).sort()).toEqual(['evidence.quota', 'taken']);
    expect(await uploads.register.held('p1')).toEqual({ files: 2, bytes: 7 * KIB });
    expect(await refusal(given('p1', 'y'.repeat(3 * KIB)))).toBe('taken');
  });

  it('count once when the same is given twice', async () => {
    await given('p1', '一');
    await given('p1', '一');
    expect(await uploads.register.held('p1')).toEqual({ files: 1, bytes: 3 });
  });

  it('are held from the moment they are being attached', async () => {
    const { sha256 } = await given('p1', '一');
    const { mtimeMs } = await stat(uploads.files.pathOf(sha256));
    await new Promise((go) => setTimeout(go, 20));
    await uploads.hold(sha256);
    expect((await stat(uploads.files.pathOf(sha256))).mtimeMs).toBeGreaterThan(mtimeMs);
    await expect(uploads.hold('0'.repeat(64))).resolves.toBeUndefined();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['removed', () => rm(folder, { recursive: true })],
    [
      'replaced by another',
      async () => {
        await rename(folder, `${folder}-before`);
        await opened();
        await rm(`${folder}-before`, { recursive: true });
      },
    ],
  ])('are refused once the folder was %s, and no other is made in its place', async (_, damage) => {
    await given('p1', '一');
    await damage();
    const before = await readdir(folder).catch(() => 'none');
    expect([await refusal(given('p1', '二')), uploads.isLost]).toEqual(['evidence.folder-lost', true]);
    expect(await readdir(folder).catch(() => 'none')).toEqual(before);
  });

  it('are refused when the folder goes while they stream in', async () => {
    const bytes = new PassThrough();
    const taking = refusal(uploads.receive('p1', 'a.txt', bytes));
    bytes.write('一');
    await new Promise((go) => setTimeout(go, 50));
    await rm(folder, { recursive: true });
    bytes.end('二');
    expect(await taking).not.toBe('taken');
  });
});
