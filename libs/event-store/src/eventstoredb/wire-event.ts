import { type EventData, jsonEvent, type ResolvedEvent } from '@eventstore/db-client';
import { type Event, type EventMetadata, type Instant, type Recorded, StoreUnavailable } from '#event-sourcing';
import type { Written } from '../stored-event.js';

/** Names in an event's metadata that EventStoreDB knows, and ours that must not meet a field of the kernel. */
const CORRELATION_ID = '$correlationId';
const CAUSATION_ID = '$causationId';
const SCHEMA_VERSION = '$schemaVersion';
const NOT_BEFORE = '$notBefore';
const RECORDED_AT = '$recordedAt';
const APPEND = '$append';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Fields = Record<string, unknown>;

/** Throws for an id that the server would refuse or give back in another form. */
export const mustBeStorable = ({ event }: Written): void => {
  if (!UUID.test(event.id))
    throw new RangeError(`${event.type}: an event id must be a UUID in lower case: ${event.id}`);
};

export interface Stamp {
  /** Names the call that wrote the event, so that its writer is told `ok` and a repeat is not. */
  readonly append: string;
  /** The newest recorded time in the store when it was written. */
  readonly notBefore?: Instant;
  /** The recorded time that it had elsewhere. */
  readonly recordedAt?: Instant;
}

/**
 * One event as the client takes it. Data is parsed from the vetted text, so that what the client serialises later can
 * neither fail nor have changed; metadata goes as bytes, which the client passes through.
 */
export const toWire = ({ event, data, metadata }: Written, stamp: Stamp): EventData => {
  const { correlationId, causationId, ...fields } = JSON.parse(metadata) as Fields;
  const ids = { [CORRELATION_ID]: correlationId, [CAUSATION_ID]: causationId };
  const times = { [NOT_BEFORE]: stamp.notBefore, [RECORDED_AT]: stamp.recordedAt };
  const own = { [SCHEMA_VERSION]: event.schemaVersion, ...times, [APPEND]: stamp.append };
  return jsonEvent({
    id: event.id,
    type: event.type,
    data: JSON.parse(data) as Fields,
    metadata: Buffer.from(JSON.stringify({ ...fields, ...ids, ...own })),
  });
};

export const isSystem = ({ event }: ResolvedEvent): boolean => event === undefined || event.type.startsWith('$');

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const unreadable = (stream: string, revision: bigint): StoreUnavailable =>
  new StoreUnavailable(
    `事件库中 ${stream} 的第 ${revision + 1n} 条事件不是本系统写入的,或已损坏 / ` +
      `event ${revision + 1n} of ${stream} was not written by Rectify, or is damaged`,
  );

/** The call that wrote the event, by the name it was given. */
export const appendOf = ({ event }: ResolvedEvent): unknown =>
  isObject(event?.metadata) ? event.metadata[APPEND] : undefined;

const timeOf = (created: Date, { notBefore = '', recordedAt }: Omit<Stamp, 'append'>): Instant => {
  const taken = created.toISOString();
  return recordedAt ?? (taken > notBefore ? taken : notBefore);
};

/**
 * `recordedAt` is the server's own time, lifted to the newest time that the writer had seen in the store: a property of
 * the event alone, so that every reader gets the same one, wherever it starts.
 */
export const fromWire = ({ event }: ResolvedEvent): Recorded<Event> => {
  const { streamId, revision, id, type, data, metadata, created, position } = event!;
  // The client hands malformed JSON on as a string or as bytes, without a word.
  if (!isObject(data) || !isObject(metadata) || typeof metadata[SCHEMA_VERSION] !== 'number' || !position) {
    throw unreadable(streamId, revision);
  }
  const {
    [SCHEMA_VERSION]: schemaVersion,
    [NOT_BEFORE]: notBefore,
    [RECORDED_AT]: recordedAt,
    [APPEND]: _,
    [CORRELATION_ID]: correlationId,
    [CAUSATION_ID]: causationId,
    ...fields
  } = metadata;
  return {
    id,
    type,
    schemaVersion: schemaVersion as number,
    data,
    metadata: { ...fields, correlationId, causationId } as unknown as EventMetadata,
    stream: streamId,
    version: Number(revision) + 1,
    position: String(position.commit),
    recordedAt: timeOf(created, { notBefore, recordedAt } as Stamp),
  };
};
