import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Verified } from '#integrity';
import { digestOf, type EvidenceCopied } from './backup-evidence.js';

/** What a backup holds, as it was verified; the root is what a later verification of the restored history has to give. */
export interface Manifest {
  readonly form: 1;
  readonly madeAt: string;
  readonly database: { readonly bytes: number; readonly sha256: string };
  readonly events: number;
  readonly root: string;
  readonly sealed: number;
  readonly evidence: { readonly files: number; readonly bytes: number; readonly sha256: string };
}

export const manifestOf = async (file: string, verified: Verified, evidence: EvidenceCopied): Promise<Manifest> => {
  const { sha256, size } = await digestOf(file);
  const { events, root, sealed } = verified;
  const names = createHash('sha256').update(evidence.names.map((name) => `${name}\n`).join(''));
  return {
    form: 1,
    madeAt: new Date().toISOString(),
    database: { bytes: size, sha256 },
    events,
    root,
    sealed,
    evidence: { files: evidence.names.length, bytes: evidence.bytes, sha256: names.digest('hex') },
  };
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
