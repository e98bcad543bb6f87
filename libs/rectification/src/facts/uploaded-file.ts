import { type Lookup, RuleBroken } from '#event-sourcing';
import { must } from '../domain/errors.js';
import type { EvidenceFile } from '../domain/issue/events.js';
import { fits } from '../evidence/media-types.js';
import type { Files } from './named.js';

interface UploadedFiles {
  readonly files: Files;
  readonly look: Lookup;
  /** Of the command, so that a refusal names it. */
  readonly field: string;
}

/** The name is checked again here: the bytes may have been handed in under another one. */
export const uploadedFile = async (
  { files, look, field }: UploadedFiles,
  { sha256, name }: Pick<EvidenceFile, 'sha256' | 'name'>,
): Promise<EvidenceFile> => {
  if (look.rehearsing === 'any-body') return { sha256, name, mediaType: 'application/octet-stream', size: 0 };
  const file = await files.describe(sha256);
  must(file, 'evidence.not-uploaded', { field, sha256 });
  const { mediaType, size } = file;
  if (!fits(name, mediaType)) throw new RuleBroken('evidence.not-what-it-claims', { name, shown: mediaType });
  return { sha256, name, mediaType, size };
};
