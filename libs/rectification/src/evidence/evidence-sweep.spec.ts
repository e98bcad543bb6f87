import { access, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { EvidenceFiles } from './evidence-files.js';
import { EvidenceSweep } from './evidence-sweep.js';
import { Uploads } from './uploads.js';

const HOUR_S = 3_600;

describe('what nobody attached', () => {
  let folder: string;
  let uploads: Uploads;
  let attached: Set<string>;
  let whileAsked: (sha256: string) => Promise<void>;
  let sweep: EvidenceSweep;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rectify-sweep-'));
    uploads = new Uploads(new EvidenceFiles(folder, 1_000), folder, { files: 9, bytes: 1_000 });
    [attached, whileAsked] = [new Set(), async () => undefined];
    sweep = new EvidenceSweep(uploads, async (sha256) => {
      await whileAsked(sha256);
      return attached.has(sha256);
    });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const age = async (path: string, hours: number) => {
    const then = Date.now() / 1_000 - hours * HOUR_S;
    await utimes(path, then, then);
  };
  const given = async (person: string, text: string, hours: number) => {
    const { sha256 } = await uploads.receive(person, 'a.txt', Readable.from([Buffer.from(text)]));
    await age(uploads.files.pathOf(sha256), hours);
    await age(join(folder, 'uploads', person, sha256), hours);
    return sha256;
  };
  const isThere = (sha256: string) =>
    access(uploads.files.pathOf(sha256)).then(
      () => true,
      () => false,
    );
  const state = async (person: string, sha256: string) => [await isThere(sha256), await uploads.isBy([person], sha256)];

  it('is removed a day after its upload, and not before', async () => {
    const [old, young] = [await given('p1', '旧', 24.1), await given('p1', '新', 23.9)];
    expect(await sweep.unattached()).toBe(1);
    expect([await state('p1', old), await state('p1', young)]).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('keeps what is attached, of which only the entry goes', async () => {
    const sha256 = await given('p1', '旧', 30);
    attached.add(sha256);
    expect(await sweep.unattached()).toBe(0);
    expect(await state('p1', sha256)).toEqual([true, false]);
  });

  it('keeps what another gave since, who may still attach it', async () => {
    const sha256 = await given('p1', '同', 30);
    await given('p2', '同', 1);
    await age(uploads.files.pathOf(sha256), 30);
    expect(await sweep.unattached()).toBe(0);
    expect([await state('p1', sha256), await state('p2', sha256)]).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it('keeps a file that is just being attached, though no event says so yet', async () => {
    const sha256 = await given('p1', '旧', 30);
    whileAsked = (asked) => uploads.hold(asked);
    expect(await sweep.unattached()).toBe(0);
    expect(await isThere(sha256)).toBe(true);
  });

  it('keeps both file and entry of what is given anew meanwhile', async () => {
    const sha256 = await given('p1', '旧', 30);
    whileAsked = async () => void (await uploads.receive('p1', 'a.txt', Readable.from([Buffer.from('旧')])));
    expect(await sweep.unattached()).toBe(0);
    expect(await state('p1', sha256)).toEqual([true, true]);
  });

  it('never touches a file of which nobody knows who gave it', async () => {
    const { sha256 } = await uploads.files.receive('a.txt', Readable.from([Buffer.from('旧')]));
    await age(uploads.files.pathOf(sha256), 30);
    expect([await sweep.unattached(), await isThere(sha256)]).toEqual([0, true]);
  });

  it('is no draft that is being written; those that a kill left go, at once where nobody else writes', async () => {
    const incoming = join(folder, 'incoming');
    await mkdir(incoming, { recursive: true });
    for (const name of ['left', 'written']) await writeFile(join(incoming, name), 'x');
    await age(join(incoming, 'left'), 1.1);
    expect([await sweep.drafts(), await readdir(incoming)]).toEqual([1, ['written']]);
    expect([await sweep.drafts(true), await readdir(incoming)]).toEqual([1, []]);
  });

  it('comes back when a kill left it between its place and the second look', async () => {
    const sha256 = await given('p1', '旧', 1);
    const path = uploads.files.pathOf(sha256);
    await writeFile(join(folder, 'incoming', `leaving-${sha256}`), '旧');
    await rm(path);
    await sweep.drafts(true);
    expect(await isThere(sha256)).toBe(true);
  });
});
