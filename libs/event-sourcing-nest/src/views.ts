import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Answered, Found, Listed, Versioned } from '#contracts';
import {
  type AnyDecider,
  atOnePosition,
  BEGINNING,
  checkpointOf,
  comparePositions,
  Engine,
  type Moment,
  RuleBroken,
  streamName,
  versionsShown,
  type Versioned as Stored,
  type View,
  type ViewReader,
} from '#event-sourcing';
import { momentOf } from './moment.js';
import type { ListQuery, MomentQuery } from './moment.query.js';
import { counting } from './counting-reader.js';

const POSITION = /^(0|[1-9]\d{0,18})$/;

export interface OneThing<Row> {
  readonly id: string;
  readonly view: View;
  readonly decider: AnyDecider;
  /** Code of the problem when there is none. */
  readonly unknown: string;
  /** When the answer is more than the view's row. */
  readonly find?: (reader: ViewReader, moment: Moment) => Promise<Stored<Row> | undefined>;
}

/** A list of things: which views it is made from, the first of which is counted, and the stream behind each row. */
export interface ListOf<Row> {
  readonly views: readonly [View, ...View[]];
  readonly stream: (row: Row) => string;
}

interface Rows<Row> {
  readonly rows: readonly { readonly row: Row }[];
  readonly next?: string;
}

interface AskedAt {
  readonly query: MomentQuery;
  readonly moment: Moment;
}

/** Injected nowhere: a reader of its own is given by `through`. */
const SHOWN = Symbol('reader of one person');

/** Answers queries: waits until the views have what the client has seen, and says at which moment it looked. */
@Injectable()
export class Views {
  constructor(
    private readonly engine: Engine,
    @Optional() @Inject(SHOWN) private readonly shown?: ViewReader,
  ) {}

  get reader(): ViewReader {
    return this.shown ?? this.engine.reader;
  }

  /** The same, for somebody who sees only what this reader shows. */
  through(reader: ViewReader): Views {
    return new Views(this.engine, reader);
  }

  async ask<Answer extends object>(
    views: readonly View[],
    query: MomentQuery,
    answer: (reader: ViewReader, moment: Moment) => Promise<Answer>,
  ): Promise<Answer & { at: Answered }> {
    return this.#asked(views, { query, moment: this.#moment(query) }, (moment) => answer(this.reader, moment));
  }

  /** The same for plans, which are asked about on days to come as well: what will be due then. */
  async askAhead<Answer extends object>(
    views: readonly View[],
    query: MomentQuery,
    answer: (reader: ViewReader, moment: Moment) => Promise<Answer>,
  ): Promise<Answer & { at: Answered }> {
    const moment = momentOf(query, { now: this.engine.clock.now(), planning: true });
    return this.#asked(views, { query, moment }, () => answer(this.reader, moment));
  }

  /** A paper made of several views: all of them as of one position, that of all that was stored when it was asked for. */
  async askAtOnce<Answer extends object>(
    views: readonly View[],
    query: MomentQuery,
    answer: (reader: ViewReader, moment: Moment) => Promise<Answer>,
  ): Promise<Answer & { at: Answered }> {
    return this.#asked(views, { query, moment: this.#moment(query) }, (moment) =>
      atOnePosition(this.engine, views, this.reader, (reader) => answer(reader, moment)),
    );
  }

  /** Rows of a list, each with the version of its thing as it is shown. */
  async list<Row extends object>(
    { views, stream }: ListOf<Row>,
    query: MomentQuery & Pick<ListQuery, 'total'>,
    list: (reader: ViewReader, moment: Moment) => Promise<Rows<Row>>,
  ): Promise<Listed<Versioned<Row>>> {
    return this.#asked(views, { query, moment: this.#moment(query) }, async (moment, position) => {
      const { reader, total } = counting(this.reader, views[0]);
      const { rows, next } = await list(reader, moment);
      const versions = await this.#versions(
        rows.map(({ row }) => stream(row)),
        { ...moment, position },
      );
      const items = rows.map(({ row }) => ({ ...row, version: versions.get(stream(row)) ?? 0 }));
      return { items, next, ...(query.total ? { total: await total() } : {}) };
    });
  }

  /** One thing with the version that its stream had at that moment, or 404 under the code given. */
  async one<Row>(about: OneThing<Row>, query: MomentQuery): Promise<Found<Row>> {
    const { id, view, decider, unknown } = about;
    const shownAt = this.#moment(query);
    const { version, position: last } = await this.engine.lookup.state(decider, id);
    if (version === 0) throw new RuleBroken(unknown, { id });
    await this.engine.seen([view], last);
    const stream = streamName(decider.category, id);
    return this.#asked([view], { query, moment: shownAt }, async (moment, position) => {
      const found = await (about.find?.(this.reader, moment) ?? this.reader.find(view, id, moment));
      if (!found) throw new RuleBroken(unknown, (await this.reader.find(view, id)) ? { id, ...moment } : { id });
      const isPast = moment.asOf !== undefined || moment.knownAt !== undefined;
      const shown = isPast ? (await this.#versions([stream], { ...moment, position })).get(stream)! : version;
      return { ...(found.row as Row & object), version: shown };
    });
  }

  async #asked<Answer extends object>(
    views: readonly View[],
    { query: { after }, moment }: AskedAt,
    answer: (moment: Moment, position: string) => Promise<Answer>,
  ): Promise<Answer & { at: Answered }> {
    if (after !== undefined) await this.#reach(views, after);
    const position = await this.#position(views);
    return { ...(await answer(moment, position)), at: { ...moment, position } };
  }

  #moment(query: MomentQuery): Moment {
    return momentOf(query, { now: this.engine.clock.now() });
  }

  #versions(streams: readonly string[], upTo: Moment & { readonly position: string }) {
    return versionsShown(this.engine.store, [...new Set(streams)], upTo);
  }

  async #reach(views: readonly View[], after: string): Promise<void> {
    if (!POSITION.test(after)) throw new RuleBroken('query.bad-position', { after });
    const head = await this.engine.store.head();
    if (comparePositions(after, head) > 0) throw new RuleBroken('query.position-ahead', { after, head });
    await this.engine.seen(views, after);
  }

  async #position(views: readonly View[]): Promise<string> {
    const head = await this.engine.store.head();
    const reached = await Promise.all(
      views.map((view) => checkpointOf(view, (name) => this.engine.readStore.checkpoint(name), head)),
    );
    return reached.sort(comparePositions)[0] ?? BEGINNING;
  }
}

/** A page whose rows are of no thing of their own: events, links, decisions. */
export const listed = <Row>({ rows, next }: Rows<Row>): { readonly items: readonly Row[]; readonly next?: string } => ({
  items: rows.map(({ row }) => row),
  next,
});
