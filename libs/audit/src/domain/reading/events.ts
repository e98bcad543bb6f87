// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

interface Looked {
  /** The query's name in the rights table. */
  readonly act: string;
  /** What it was about: an id, a digest, or the filters as they were asked; `…` stands for many kinds of filters. */
  readonly target: string;
  /** Entries in the answer, of several the most; absent where it is one file or one thing. */
  readonly count?: number;
  /** The past moment that was asked about. */
  readonly asOf?: string;
  /** So often since the event before, within an hour of the first; absent: once. */
  readonly times?: number;
}

/** 查阅敏感信息 */
export type SensitiveRead = Event<'SensitiveRead', Looked>;
/** 导出 */
export type MaterialExported = Event<'MaterialExported', Looked>;
export type ReadingEvent = SensitiveRead | MaterialExported;
