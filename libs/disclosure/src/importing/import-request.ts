import type { Actor, Instant, PlainDate } from '#event-sourcing';

export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Facts that a file may lack; what is given here goes before what the file says. */
export interface GivenFacts {
  readonly title?: string;
  readonly organisation?: string;
  readonly team?: string;
  readonly inspectedFrom?: PlainDate;
  readonly inspectedTo?: PlainDate;
  readonly deliveredOn?: PlainDate;
  readonly asOf?: PlainDate;
  /** For long-term issues whose row names no review date. */
  readonly reviewOn?: PlainDate;
}

export interface ImportOptions extends GivenFacts {
  /** `open` (default): nothing of closing is taken over. `carried-over`: closings are events that name file and row. */
  readonly history?: 'open' | 'carried-over';
  /** Of the request that brought the file. */
  readonly correlationId?: string;
}

/** A file, what is said of it, and by whom. */
export interface AskedImport {
  readonly file: ImportFile;
  readonly options: ImportOptions;
  readonly actor: Actor;
}

/** Where in the file something stands; rows and lines count from 1. */
export interface Place {
  readonly sheet?: string;
  readonly row?: number;
  readonly line?: number;
}

export interface KnownUnit {
  readonly id: string;
  readonly dissolved: boolean;
}

export interface KnownPerson {
  readonly id: string;
  /** Of all posts ever held. */
  readonly unitIds: readonly string[];
}

/** Who and what is registered already, by folded name. */
export interface KnownNames {
  readonly units: ReadonlyMap<string, readonly KnownUnit[]>;
  readonly people: ReadonlyMap<string, readonly KnownPerson[]>;
}

/** Everything besides the reading that a plan depends on: equal input gives equal commands. */
export interface PlanRequest {
  readonly file: { readonly name: string; readonly sha256: string };
  readonly options: ImportOptions;
  readonly actor: Actor;
  readonly issuedAt: Instant;
  readonly known: KnownNames;
  /** SHA-256 in hex of the text's UTF-8 bytes. */
  readonly digest: (text: string) => string;
  /** A UUID that depends on the text alone. */
  readonly uuid: (text: string) => string;
}
