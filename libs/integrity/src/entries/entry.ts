import { hash } from 'node:crypto';
import type { Event, Recorded } from '#event-sourcing';
import { leafHash } from '../tree/hashes.js';
import { canonicalJson } from './canonical-json.js';

/** The form of entries. A sealed entry is for ever: another form is another number, never a change of this one. */
const FORM = 1;

/**
 * With the event's own salt in front, so that nobody can guess a short payload by its digest once payload and salt have
 * lawfully been erased. Canonical JSON of an object begins with a brace and a salt has none: the two cannot be confused.
 */
const payloadDigest = (data: object, salt = ''): string => hash('sha256', salt + canonicalJson(data), 'hex');

/**
 * What is proved of an event: who, what, when, why, and where it stands. `index` counts all events of the log from 0. The
 * store's own position is left out, because stores number differently: a history that was copied keeps its tree.
 */
export const entryOf = (event: Recorded<Event>, index: number): string => {
  const { data, metadata, id, type, schemaVersion, stream, version, recordedAt } = event;
  const { salt, ...more } = metadata;
  const payload = { alg: 'sha256', digest: payloadDigest(data, salt) };
  return canonicalJson({
    form: FORM,
    id,
    index,
    metadata: more,
    payload,
    recordedAt,
    schemaVersion,
    stream,
    type,
    version,
  });
};

export const leafOf = (event: Recorded<Event>, index: number): Buffer => leafHash(entryOf(event, index));
