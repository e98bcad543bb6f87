import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Answered } from '#contracts';
import {
  type AnyDecider,
  BEGINNING,
  checkpointOf,
  comparePositions,
  endOfDay,
  Engine,
  isPlainDate,
  type Moment,
  RuleBroken,
  type Versioned,
  type View,
  type ViewReader,
} from '#event-sourcing';
import { BadShape } from './bad-shape.js';
import type { MomentQuery } from './moment.query.js';

const instant = (field: string, text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  if (isPlainDate(text)) return endOfDay(text);
  const at = new Date(text);
  if (!isPlainDate(text.slice(0, 10)) || Number.isNaN(at.getTime())) {
    throw new BadShape([{ field, message: `there is no such day or time: ${text}` }]);
  }
  return at.toISOString();
};

const POSITION = /^(0|[1-9]\d{0,18})$/;

export interface OneThing<Row> {
  readonly id: string;
  readonly view: View;
  readonly decider: AnyDecider;
  /** Code of the problem when there is none. */
  readonly unknown: string;
  /** When the answer is more than the view's row. */
  readonly find?: (reader: ViewReader, moment: Moment) => Promise<Versioned<Row> | undefined>;
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
    const { after } = query;
    if (after !== undefined) await this.#reach(views, after);
    const moment: Moment = { asOf: instant('asOf', query.asOf), knownAt: instant('knownAt', query.knownAt) };
    const position = await this.#position(views);
    return { ...(await answer(this.reader, moment)), at: { ...moment, position } };
  }

  /** One thing with its stream's version, or 404 under the code given. A past moment has no version to build on. */
  async one<Row>(about: OneThing<Row>, query: MomentQuery): Promise<Row & { version?: number; at: Answered }> {
    const { id, view, decider, unknown } = about;
    const now = query.asOf === undefined && query.knownAt === undefined;
    const stream = await this.engine.lookup.state(decider, id);
    if (stream.version === 0) throw new RuleBroken(unknown, { id });
    await this.engine.seen([view], stream.position);
    const answer = await this.ask([view], query, async (reader, moment) => {
      const found = await (about.find?.(reader, moment) ?? reader.find(view, id, moment));
      if (!found) throw new RuleBroken(unknown, (await reader.find(view, id)) ? { id, ...moment } : { id });
      return found.row as Row & object;
    });
    return now ? { ...answer, version: stream.version } : answer;
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
