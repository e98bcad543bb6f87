import { type Command, type Lookup, personsBehind, RuleBroken, standingOf } from '#event-sourcing';
import { must } from '../domain/commands.js';
import type { EvidenceFile } from '../domain/issue/events.js';
import { fits } from '../evidence/media-types.js';
import { attachments } from '../projections/issue/attachments.js';
import { ledger } from '../projections/ledger/ledger.js';
import { register } from '../projections/round/register.js';
import { tasks } from '../projections/tasks.js';
import { isBoundToUnit, isSeenIn, visibleScopeOf } from '../visibility/visible-scope.js';
import type { Files } from './named.js';

interface UploadedFiles {
  readonly files: Files;
  readonly look: Lookup;
  readonly command: Command;
  /** Of the command, so that a refusal names it. */
  readonly field: string;
  /** What the thing has of files already. */
  readonly had?: readonly Pick<EvidenceFile, 'sha256'>[];
}

/** A hash alone opens nothing: the file is one's own, or one may read it already. */
const mayBeUsed = async ({ files, look, command, had = [] }: UploadedFiles, sha256: string): Promise<boolean> => {
  if (had.some((file) => file.sha256 === sha256)) return true;
  if (await files.isBy(personsBehind(command), sha256)) return true;
  const who = standingOf(command);
  if (!isBoundToUnit(who)) return true;
  const reader = await look.through([attachments, ledger, tasks, register]);
  const attached = await look.rows(attachments, { sha256 });
  return attached.length > 0 && isSeenIn(await visibleScopeOf(reader, who), attached);
};

/** The name is checked again here: the bytes may have been handed in under another one. */
export const uploadedFile = async (
  asked: UploadedFiles,
  { sha256, name }: Pick<EvidenceFile, 'sha256' | 'name'>,
): Promise<EvidenceFile> => {
  const { files, look, field } = asked;
  if (look.rehearsing === 'any-body') return { sha256, name, mediaType: 'application/octet-stream', size: 0 };
  must(await mayBeUsed(asked, sha256), 'evidence.not-uploaded', { field, sha256 });
  if (!look.rehearsing) await files.hold(sha256);
  const file = await files.describe(sha256);
  must(file, 'evidence.not-uploaded', { field, sha256 });
  const { mediaType, size } = file;
  if (!fits(name, mediaType)) throw new RuleBroken('evidence.not-what-it-claims', { name, shown: mediaType });
  return { sha256, name, mediaType, size };
};

/** Once attached, a file waits for nothing. */
export const attached =
  (files: Files) =>
  async (command: Command & Pick<EvidenceFile, 'sha256'>): Promise<void> =>
    files.release(personsBehind(command), command.sha256);
