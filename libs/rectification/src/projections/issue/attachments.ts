import { categoryOf, idOf, projection, text, type ViewReader } from '#event-sourcing';
import type { EvidenceAttached } from '../../domain/issue/events.js';
import type { TaskEvidenceAttached } from '../../domain/task/events.js';

/** A file and what it was attached to; what was replaced stays attached, for the history. */
export interface AttachmentRow {
  readonly sha256: string;
  readonly subject: string;
  readonly id: string;
}

export const attachments = projection<AttachmentRow, EvidenceAttached | TaskEvidenceAttached>({
  name: 'attachments',
  version: 1,
  seenThrough: 'act',
  key: ({ stream, data }) => `${stream} ${data.sha256}`,
  when: {
    EvidenceAttached: (row, { stream, data: { sha256 } }) =>
      row ?? { sha256, subject: categoryOf(stream), id: idOf(stream) },
    TaskEvidenceAttached: (row, { stream, data: { sha256 } }) =>
      row ?? { sha256, subject: categoryOf(stream), id: idOf(stream) },
  },
  columns: { sha256: text((row) => row.sha256) },
  indexes: [['sha256']],
});

/** Whether the file is evidence of any issue or task. */
export const isEvidence = async (reader: ViewReader, sha256: string): Promise<boolean> =>
  (await reader.list(attachments, { where: { sha256 }, limit: 1 })).rows.length > 0;
