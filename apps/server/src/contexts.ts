import { join } from 'node:path';
import { audit } from '#audit';
import { decision, type SecretKeeper } from '#decision';
import { disclosure } from '#disclosure';
import type { DeclaredContext } from '#event-sourcing-nest';
import { identity } from '#identity';
import { EvidenceFiles, meetingSubjects, rectification } from '#rectification';
import type { Config } from './config.js';

const MIB = 1024 * 1024;

export const evidenceFiles = ({
  dataDirectory,
  fileLimit,
}: Pick<Config, 'dataDirectory' | 'fileLimit'>): EvidenceFiles =>
  new EvidenceFiles(join(dataDirectory, 'evidence'), fileLimit * MIB);

const elsewhere = async (): Promise<never> => {
  throw new Error('无记名投票须在服务中进行 / secret ballots are held by the server only');
};

/** For programs that hold no ballots. */
const noKeeper: SecretKeeper = { secret: elsewhere, forget: async () => undefined };

/** Every context of the program, once; a new one is its folder and a line here. */
export const contexts = (
  config: Pick<Config, 'dataDirectory' | 'fileLimit'>,
  keeper: SecretKeeper = noKeeper,
): readonly DeclaredContext[] => [
  identity,
  rectification(evidenceFiles(config)),
  decision(meetingSubjects, keeper),
  disclosure,
  audit,
];
