import { join } from 'node:path';
import { audit } from '#audit';
import type { Context } from '#event-sourcing';
import { identity } from '#identity';
import { EvidenceFiles, rectification } from '#rectification';
import type { Config } from './config.js';

const MIB = 1024 * 1024;

export const evidenceFiles = ({
  dataDirectory,
  fileLimit,
}: Pick<Config, 'dataDirectory' | 'fileLimit'>): EvidenceFiles =>
  new EvidenceFiles(join(dataDirectory, 'evidence'), fileLimit * MIB);

/** Everything that the engine runs, in one place. */
export const contexts = (config: Pick<Config, 'dataDirectory' | 'fileLimit'>): readonly Context[] => [
  identity,
  rectification(evidenceFiles(config)),
  audit,
];
