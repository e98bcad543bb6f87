import { join } from 'node:path';
import { audit } from '#audit';
import { decision, type SecretKeeper } from '#decision';
import { disclosure } from '#disclosure';
import type { DeclaredContext } from '#event-sourcing-nest';
import { identity } from '#identity';
import { EvidenceFiles, meetingSubjects, rectification, Uploads } from '#rectification';
import { timekeeping } from '#timekeeping';

const MIB = 1024 * 1024;

export interface FilesConfig {
  readonly dataDirectory: string;
  /** In MiB. */
  readonly fileLimit: number;
  /** In MiB, of one person. */
  readonly unattachedMib: number;
  /** Of one person. */
  readonly unattachedFiles: number;
}

const folderOf = ({ dataDirectory }: FilesConfig): string => join(dataDirectory, 'evidence');

export const evidenceFiles = ({ dataDirectory, fileLimit }: FilesConfig): EvidenceFiles =>
  new EvidenceFiles(join(dataDirectory, 'evidence'), fileLimit * MIB);

export const uploadsTo = (evidence: EvidenceFiles, config: FilesConfig): Uploads =>
  new Uploads(evidence, folderOf(config), { bytes: config.unattachedMib * MIB, files: config.unattachedFiles });

const elsewhere = async (): Promise<never> => {
  throw new Error('无记名投票须在服务中进行 / secret ballots are held by the server only');
};

/** For programs that hold no ballots. */
const noKeeper: SecretKeeper = { secret: elsewhere, forget: async () => undefined };

/** Every context of the program, once; a new one is its folder and a line here. */
export const contexts = (config: FilesConfig, keeper: SecretKeeper = noKeeper): readonly DeclaredContext[] => [
  identity,
  rectification(uploadsTo(evidenceFiles(config), config)),
  decision(meetingSubjects, keeper),
  disclosure,
  audit,
  timekeeping,
];
