import type { Actor, Engine, Instant, Moment, PlainDate, View, ViewReader } from '#event-sourcing';
import type { About, RoutedAct } from '../acts/act.js';
import type { Thing } from '../acts/thing.js';

/** What a thing waits for: an act on it, or on what it stands in, with what of the body follows from that. */
export interface Step {
  readonly act: RoutedAct;
  readonly thing: Thing;
  readonly given?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What somebody may do about it now, and where. */
export interface OfferedAct {
  readonly act: string;
  readonly zh: string;
  readonly en: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Fields of the body that follow from what waits. */
  readonly given?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** As a context finds it. */
export interface FoundWork<Kind extends string = string, Category extends About = About> {
  readonly kind: Kind;
  readonly thing: { readonly kind: Category; readonly id: string };
  readonly title: string;
  readonly since: Instant;
  readonly due: PlainDate | null;
}

/** As it is told: what waits, since when and until when, and the acts that it waits for. */
export type Waiting<Work extends FoundWork> = Work & {
  readonly zh: string;
  readonly en: string;
  readonly overdue: boolean;
  readonly acts: readonly OfferedAct[];
  /** Whose work it is, where that is not who asks. */
  readonly onBehalfOf?: { readonly id: string; readonly name: string };
};

export interface Candidate<Work extends FoundWork = FoundWork> {
  readonly work: Work;
  /** The first is what is to be done; the others may be done instead. */
  readonly steps: readonly Step[];
}

export interface Seeking extends Moment {
  /** Whose work is looked for. */
  readonly who: Actor;
  readonly today: PlainDate;
  readonly engine: Engine;
  readonly reader: ViewReader;
  readonly roundId?: string;
  /** Things that come before this one in their order are not asked for. */
  readonly from: string;
}

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What waits in a context's own room. */
export interface WaitingRoom {
  /** Of everything that can wait: what is to be done, in words. */
  readonly kinds: Readonly<Record<string, Words>>;
  readonly views: readonly View[];
  /** In the order of `orderOf`, by kind within a thing. Who may do it is judged by whoever lists it. */
  readonly candidates: (seeking: Seeking) => AsyncIterable<Candidate>;
}

const UNDATED = '9999-12-31';

/** By due date, undated last. */
export const orderOf = ({ due, thing }: Pick<FoundWork, 'due' | 'thing'>): string =>
  `${due ?? UNDATED} ${thing.kind}-${thing.id}`;

const rankOf = ({ work }: Candidate): string => `${orderOf(work)} ${work.kind}`;

/** For rooms that hold few things. */
export const inOrder = <C extends Candidate>(candidates: readonly C[]): C[] =>
  candidates.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
