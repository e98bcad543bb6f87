import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { zipSync } from 'fflate';
import { RuleBroken } from '#event-sourcing';
import { type DamagedFile, EvidenceFiles } from './evidence-files.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('evidence files', () => {
  let folder: string;
  let files: EvidenceFiles;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rectify-evidence-'));
    files = new EvidenceFiles(folder, 100_000);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const refusal = (name: string, bytes: Uint8Array | string) =>
    files.receive(name, Readable.from([Buffer.from(bytes as string)])).then(
      () => 'taken',
      (error: unknown) => (error as RuleBroken).code,
    );
  const drafts = () => readdir(join(folder, 'incoming')).catch(() => []);

  it('keeps a file under the hash of its bytes and gives the same bytes back', async () => {
    const stored = await files.receive('现场照片.PNG', Readable.from([png.subarray(0, 10), png.subarray(10)]));
    expect(stored).toMatchObject({ size: png.length, mediaType: 'image/png' });
    const back = await files.read(stored.sha256);
    expect(Buffer.concat(await back!.bytes.toArray())).toEqual(png);
    expect(await files.describe(stored.sha256)).toEqual(stored);
    expect(await drafts()).toEqual([]);
  });

  it('takes the same file twice as one', async () => {
    await files.receive('a.txt', Readable.from([Buffer.from('已学习13次')]));
    await files.receive('b.txt', Readable.from([Buffer.from('已学习13次')]));
    expect((await Array.fromAsync(files.all())).length).toBe(1);
  });

  it('refuses bytes that are not what the name says', async () => {
    expect(await refusal('会议记录.pdf', png)).toBe('evidence.not-what-it-claims');
    expect(await refusal('会议记录.txt', Uint8Array.of(0x50, 0, 1))).toBe('evidence.not-what-it-claims');
    expect(await refusal('台账.xlsx', zipSync({ 'a.txt': Buffer.from('x') }))).toBe('evidence.not-what-it-claims');
  });

  it('refuses an ending that is not on the list, an empty file and one above the limit, and leaves nothing behind', async () => {
    expect(await refusal('run.exe', 'MZ')).toBe('evidence.type-not-allowed');
    expect(await refusal('a.txt', '')).toBe('evidence.empty');
    expect(await refusal('a.txt', 'x'.repeat(100_001))).toBe('evidence.too-large');
    expect(await drafts()).toEqual([]);
    expect((await Array.fromAsync(files.all())).length).toBe(0);
  });

  describe('whose bytes change on the disk', () => {
    const bytes = Buffer.from('会议纪要。'.repeat(20_000));
    let sha256: string;
    let told: DamagedFile[];
    const path = () => join(folder, sha256.slice(0, 2), sha256);
    const pieces = async () => {
      const got: Buffer[] = [];
      const read = (await files.read(sha256))!;
      const failure = await read.bytes
        .forEach((piece: Buffer) => void got.push(piece))
        .then(
          () => undefined,
          (error: unknown) => (error as RuleBroken).code,
        );
      return { failure, length: Buffer.concat(got).length };
    };
    beforeEach(async () => {
      told = [];
      files = new EvidenceFiles(folder, 1_000_000, (file) => told.push(file));
      ({ sha256 } = await files.receive('a.txt', Readable.from([bytes])));
    });

    it.each([
      ['one byte', () => Buffer.concat([bytes.subarray(0, 70_000), Buffer.of(1), bytes.subarray(70_001)])],
      ['its length', () => bytes.subarray(0, -3)],
      ['the last byte of the last piece', () => Buffer.concat([bytes.subarray(0, -1), Buffer.of(0)])],
    ])('are never given as a whole: %s', async (_, changed) => {
      await writeFile(path(), changed());
      const { failure, length } = await pieces();
      expect([failure, length < changed().length]).toEqual(['evidence.damaged', true]);
      await pieces();
      expect([files.damaged, told]).toEqual([[{ kind: 'evidence-differs', sha256 }], files.damaged]);
      await writeFile(path(), bytes);
      expect([await pieces(), files.damaged]).toEqual([{ failure: undefined, length: bytes.length }, []]);
    });
  });

  it('knows no file under a hash that is none, nor outside its folder', async () => {
    expect(await files.read('../../etc/passwd')).toBeUndefined();
    expect(await files.read('0'.repeat(64))).toBeUndefined();
  });

  it('leaves nothing of an upload that breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('一半');
        throw new Error('connection lost');
      })(),
    );
    await expect(files.receive('a.txt', broken)).rejects.toThrow('connection lost');
    expect(await drafts()).toEqual([]);
  });
});
