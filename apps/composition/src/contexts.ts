import { join } from 'node:path';
import { audit } from '#audit';
import { decision, type SecretKeeper } from '#decision';
import { disclosure } from '#disclosure';
import type { DeclaredContext } from '#event-sourcing-nest';
import type { Handling } from '#event-sourcing';
import { DissolveUnit, identity } from '#identity';
import { type DamagedFile, EvidenceFiles, meetingSubjects, mustHaveNoWork, rectification } from '#rectification';
import { timekeeping } from '#timekeeping';

const MIB = 1024 * 1024;

export interface FilesConfig {
  readonly dataDirectory: string;
  /** In MiB. */
  readonly fileLimit: number;
}

export const evidenceFiles = (
  { dataDirectory, fileLimit }: FilesConfig,
  onDamage?: (file: DamagedFile) => void,
): EvidenceFiles => new EvidenceFiles(join(dataDirectory, 'evidence'), fileLimit * MIB, onDamage);

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
  rectification(evidenceFiles(config)),
  decision(meetingSubjects, keeper),
  disclosure,
  audit,
  timekeeping,
];
