import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Verified } from '#integrity';
import { version } from '../../composition/src/version.js';
import { digestOf, type EvidenceCopied } from './backup-evidence.js';
import { CliFailure } from './failure.js';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** What a backup holds, as it was verified; the root is what a later verification of the restored history has to give. */
const shape = v.object({
  form: v.literal(1),
  madeAt: v.string(),
  /** Absent in what was made before it was told. */
  madeBy: v.optional(v.object({ rectify: v.string(), node: v.string() })),
  /** The store that was backed up, and how far its positions went; in FILE events are numbered from 1. */
  source: v.optional(v.object({ store: v.string(), position: v.string() })),
  database: v.object({ bytes: v.number(), sha256 }),
  events: v.number(),
  root: sha256,
  sealed: v.number(),
  evidence: v.object({ files: v.number(), bytes: v.number(), sha256 }),
});

export type Manifest = v.InferOutput<typeof shape>;

/** One value over the names of the files, each of which is the hash of its bytes. */
export const digestOfAll = ({ names }: EvidenceCopied): string =>
  createHash('sha256')
    .update(names.map((name) => `${name}\n`).join(''))
    .digest('hex');

export interface Copied {
  readonly file: string;
  readonly source: NonNullable<Manifest['source']>;
  readonly verified: Verified;
  readonly evidence: EvidenceCopied;
}

export const manifestOf = async ({ file, source, verified, evidence }: Copied): Promise<Manifest> => {
  const { sha256, size } = await digestOf(file);
  const { events, root, sealed } = verified;
  return {
    form: 1,
    madeAt: new Date().toISOString(),
    madeBy: { rectify: version(), node: process.versions.node },
    source,
    database: { bytes: size, sha256 },
    events,
    root,
    sealed,
    evidence: { files: evidence.names.length, bytes: evidence.bytes, sha256: digestOfAll(evidence) },
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Of the backup FILE. A backup without one is none. */
export const readManifest = async (file: string): Promise<Manifest> => {
  const path = `${file}.manifest.json`;
  for (const needed of [file, path]) {
    if (!existsSync(needed)) throw new CliFailure('cli.file-missing', { file: needed });
  }
  const { success, output } = v.safeParse(shape, parsed(await readFile(path, 'utf8')));
  if (!success) throw new CliFailure('cli.backup-broken', { file: path });
  return output;
};

/** On disk when it returns. */
export const writeManifest = async (file: string, manifest: Manifest): Promise<void> => {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
};
