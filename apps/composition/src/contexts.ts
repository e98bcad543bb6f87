import { join } from 'node:path';
import { audit } from '#audit';
import { decision, type SecretKeeper } from '#decision';
import { disclosure } from '#disclosure';
import type { DeclaredContext } from '#event-sourcing-nest';
import type { Handling } from '#event-sourcing';
import { DissolveUnit, identity } from '#identity';
import {
  type DamagedFile,
  EvidenceFiles,
  meetingSubjects,
  mustHaveNoWork,
  rectification,
  Uploads,
} from '#rectification';
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

export const evidenceFiles = (config: FilesConfig, onDamage?: (file: DamagedFile) => void): EvidenceFiles =>
  new EvidenceFiles(folderOf(config), config.fileLimit * MIB, onDamage);

export const uploadsTo = (evidence: EvidenceFiles, config: FilesConfig): Uploads =>
  new Uploads(evidence, folderOf(config), { bytes: config.unattachedMib * MIB, files: config.unattachedFiles });

const elsewhere = async (): Promise<never> => {
  throw new Error('无记名投票须在服务中进行 / secret ballots are held by the server only');
};

/** For programs that hold no ballots. */
const noKeeper: SecretKeeper = { secret: elsewhere, forget: async () => undefined };

/** Identity knows of no work: a unit is dissolved without any where both are put together. */
const dissolvedWithoutWork = (own: Handling): Handling =>
  own.command !== DissolveUnit
    ? own
    : {
        ...own,
        alongside: async (command, look, facts) => {
          await mustHaveNoWork(command.id, look);
          return own.alongside?.(command, look, facts) ?? {};
        },
      };

/** Every context of the program, once; a new one is its folder and a line here. */
export const contexts = (config: FilesConfig, keeper: SecretKeeper = noKeeper): readonly DeclaredContext[] => [
  { ...identity, handlings: identity.handlings?.map(dissolvedWithoutWork) },
  rectification(uploadsTo(evidenceFiles(config), config)),
  decision(meetingSubjects, keeper),
  disclosure,
  audit,
  timekeeping,
];
