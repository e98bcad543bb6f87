import type { Recorded } from '#event-sourcing';
import type {
  Attendee,
  Correction,
  RecordCorrected,
  RecordCorrectionProposed,
  RecordDrawnUp,
  RecordSigned,
} from './events.js';

interface Signature extends Attendee {
  readonly sha256: string;
}

export interface RecordCorrection extends Correction {
  readonly reason?: string;
}

/** 会议记录 in its newest edition. */
export interface MinutesRecord {
  readonly edition: number;
  readonly sha256: string;
  readonly remarks?: string;
  readonly form?: 2;
  readonly corrections: readonly RecordCorrection[];
  /** Once all have signed: what one holds to be corrected and another has yet to confirm. */
  readonly proposal?: RecordCorrectionProposed['data'];
  readonly signatures: readonly Signature[];
}

export const drawnUp = ({ data }: RecordDrawnUp): MinutesRecord => ({ ...data, corrections: [], signatures: [] });

/** Nobody has signed the new edition yet. */
export const corrected = (record: MinutesRecord, { data, metadata }: Recorded<RecordCorrected>): MinutesRecord => {
  const { edition, sha256, text, number } = data;
  const corrections = [...record.corrections, { text, number, reason: metadata.reason }];
  const { remarks, form } = record;
  return { remarks, form, edition, sha256, corrections, signatures: [] };
};

export const signed = (record: MinutesRecord, { data: { sha256, signatory } }: RecordSigned): MinutesRecord =>
  record.signatures.some(({ id }) => id === signatory.id)
    ? record
    : { ...record, signatures: [...record.signatures, { ...signatory, sha256 }] };
