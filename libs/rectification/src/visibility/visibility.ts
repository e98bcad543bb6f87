import { Injectable } from '@nestjs/common';
import { type AnyDecider, Engine, everyRow } from '#event-sourcing';
import { type Reader, Views } from '#event-sourcing-nest';
import { attachments, isEvidence } from '../projections/issue/attachments.js';
import { ledger } from '../projections/ledger/ledger.js';
import { register } from '../projections/round/register.js';
import { tasks } from '../projections/tasks.js';
import { entrustedTo } from './entrusted-scope.js';
import {
  isBoundToUnit,
  isSeenIn,
  narrowed,
  type Restriction,
  type VisibleScope,
  visibleScopeOf,
} from './visible-scope.js';

export interface Subject {
  readonly decider: AnyDecider;
  readonly id: string;
}

/** What each person is shown; worked out anew at every request, so that a changed post or unit acts at once. */
@Injectable()
export class Visibility {
  constructor(
    private readonly views: Views,
    private readonly engine: Engine,
  ) {}

  /** Undefined: everything. When it is about one thing, that thing as it stands in the log counts. */
  async of(who: Reader, about?: Subject): Promise<VisibleScope | undefined> {
    if (!isBoundToUnit(who)) return undefined;
    if (about) await this.#upTo(about);
    return this.#scopeOf(who);
  }

  /** By all that is stored now: commands are judged by it. Undefined: everything. */
  async now(who: Reader): Promise<VisibleScope | undefined> {
    if (!isBoundToUnit(who)) return undefined;
    await this.engine.seen([ledger, tasks, register], await this.engine.store.head());
    return this.#scopeOf(who);
  }

  /** Questions asked through these are answered from what the person may see. */
  async viewsOf(who: Reader, about?: Subject): Promise<Views> {
    return (await this.shownTo(who, about)).views;
  }

  /** With what to say about it in the answer. */
  async shownTo(who: Reader, about?: Subject): Promise<{ views: Views; restrictedTo: { restrictedTo?: Restriction } }> {
    const sight = await this.of(who, about);
    if (!sight) return { views: this.views, restrictedTo: {} };
    const views = this.views.through(narrowed(this.views.reader, sight));
    return { views, restrictedTo: { restrictedTo: { units: sight.units } } };
  }

  /** A file is seen with what it was attached to; what others handed in goes with nobody's delegation. */
  async seesFile(who: Reader, sha256: string): Promise<boolean> {
    const sight = await this.of({ ...who, entrusted: undefined });
    if (!sight) return true;
    await this.engine.seen([attachments], await this.engine.store.head());
    const attached = await everyRow(this.views.reader, attachments, { where: { sha256 } });
    return isSeenIn(
      sight,
      attached.map(({ row }) => row),
    );
  }

  /** Whether the file is evidence of anything, whoever may see it. */
  async isEvidence(sha256: string): Promise<boolean> {
    await this.engine.seen([attachments], await this.engine.store.head());
    return isEvidence(this.views.reader, sha256);
  }

  async #scopeOf(who: Reader): Promise<VisibleScope> {
    const { reader } = this.views;
    const own = await visibleScopeOf(reader, who);
    return who.entrusted ? entrustedTo(reader, who.entrusted, own) : own;
  }

  async #upTo({ decider, id }: Subject): Promise<void> {
    const { position } = await this.engine.lookup.state(decider, id);
    await this.engine.seen([ledger, tasks, register], position);
  }
}
