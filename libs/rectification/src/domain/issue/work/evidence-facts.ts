import type { EvidenceFile } from '../events.js';

/** What a file handed in is by its own bytes. */
export type UploadedFile = Pick<EvidenceFile, 'mediaType' | 'size'>;
