/** A fact as a context declares it: a literal name and plain data. Both are the storage format. */
export interface Event<Type extends string = string, Data = object> {
  readonly type: Type;
  readonly data: Data;
}

/** Who acted, copied as it was at that moment, so that a later change of post or name never rewrites history. */
export interface Actor {
  /** The account or API client. */
  readonly id: string;
  /** The natural person behind the account; separation of duties is decided on persons. */
  readonly personId: string;
  readonly name: string;
  readonly post?: string;
  readonly unitId?: string;
  readonly unit?: string;
  readonly roles: readonly string[];
  /** Through which program: a browser, the command line, an API client's name. */
  readonly client: string;
}

/** ISO 8601 in UTC with milliseconds, e.g. `2023-11-30T15:59:59.999Z`; text order is time order. */
export type Instant = string;

/** A place in the store's total order: a decimal numeral, opaque to everyone but `comparePositions`. */
export type Position = string;

export const BEGINNING: Position = '0';

/** Numerals without leading zeros: the longer one is greater. */
export const comparePositions = (a: Position, b: Position): number =>
  a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;

/** How the actor showed, just before, that they were the person themself. */
export interface IdentityProof {
  /** With their password, or with the word of the provider that their session came from. */
  readonly way: 'password' | 'provider';
  readonly at: Instant;
}

export interface EventMetadata {
  readonly actor: Actor;
  /** Of decisions, which ask for it; events from before that have none. */
  readonly proof?: IdentityProof;
  /** The person for whom the actor acted, by a delegation. */
  readonly onBehalfOf?: string;
  readonly reason?: string;
  /** When the fact happened. Never lies ahead of the moment of recording; falls within a stream only where `outOfOrder`. */
  readonly effectiveAt: Instant;
  /** It happened before what its stream told already. Whoever folds the stream takes it in at its day, see `inOrderOfDays`. */
  readonly outOfOrder?: true;
  readonly correlationId: string;
  readonly causationId: string;
  readonly command: string;
  readonly commandId: string;
  /** SHA-256 of the command's name, target and body: tells a repeated request from another one under the same key. */
  readonly commandHash: string;
  /** Random; hides a short payload behind its digest once both are erased. Events from before the tree over the log have none. */
  readonly salt?: string;
}

/** Both count as having acted: whoever did it, and whoever it was done for. */
export const personsBehind = ({ actor, onBehalfOf }: Pick<EventMetadata, 'actor' | 'onBehalfOf'>): readonly string[] =>
  onBehalfOf === undefined ? [actor.personId] : [actor.personId, onBehalfOf];

export interface NewEvent<E extends Event = Event> {
  /** A UUID. The store takes each id once, whatever the stream. */
  readonly id: string;
  readonly type: E['type'];
  readonly schemaVersion: number;
  readonly data: E['data'];
  readonly metadata: EventMetadata;
  /** The JSON text of data and metadata, when whoever appends has made it already. */
  readonly json?: { readonly data: string; readonly metadata: string };
}

/** An event as the store returns it. `version` counts from 1 within the stream. */
export type Recorded<E extends Event = Event> = E & {
  readonly id: string;
  readonly schemaVersion: number;
  readonly metadata: EventMetadata;
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  /** When the store took it; never falls from one position to the next. */
  readonly recordedAt: Instant;
};

/** Events of one stream as they happened; those of one moment as they were recorded. */
export const inOrderOfDays = <E extends Pick<Recorded, 'metadata' | 'version'>>(events: readonly E[]): readonly E[] => {
  if (!events.some(({ metadata }) => metadata.outOfOrder)) return events;
  return events.toSorted((a, b) => {
    const [one, other] = [a.metadata.effectiveAt, b.metadata.effectiveAt];
    return one === other ? a.version - b.version : one < other ? -1 : 1;
  });
};

export const streamName = (category: string, id: string): string => `${category}-${id}`;
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** A UUID (version 8 of RFC 9562) made of a SHA-256 in hex: the same digest gives the same id. */
export const uuidOfDigest = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
