import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Actor, Engine, RuleBroken } from '#event-sourcing';
import { type Delegated, type Reader, readerOf } from '#event-sourcing-nest';
import type { Named } from '../domain/issue/events.js';
import { issue } from '../domain/issue/issue.js';
import { task } from '../domain/task/task.js';
import { isBoundToUnit, type VisibleScope } from './visible-scope.js';
import { Visibility } from './visibility.js';

interface Asking {
  readonly method: string;
  readonly actor: Actor;
  /** Whose work it is, when somebody does it for another. */
  readonly delegated?: Delegated;
  readonly params: { readonly id?: string; readonly roundId?: string };
  readonly body?: { readonly issueIds?: unknown };
}

interface Doing extends Pick<Asking, 'params' | 'body'> {
  /** Whose sight it has to lie within: the one whose work it is, and the one who does it. */
  readonly within: readonly Reader[];
}

/** Within nobody's where everything is seen, and for queries, which see to it themselves. */
const doingIn = (context: ExecutionContext): Doing => {
  const { method, actor, delegated, params, body } = context.switchToHttp().getRequest<Asking>();
  const concerned = [...(delegated ? [delegated.principal] : []), readerOf(actor, delegated)];
  return { params, body, within: method === 'GET' ? [] : concerned.filter(isBoundToUnit) };
};

interface Given {
  readonly handler: Named;
  readonly units: readonly Named[];
}

/** The usual case, told without looking at any view. */
const isTheirs = ({ personId, unitId }: Actor, given: Given | undefined): boolean =>
  given !== undefined && (given.handler.id === personId || given.units.some(({ id }) => id === unitId));

/** What somebody does not see is not there for them, whatever they would do to it. */
@Injectable()
abstract class GivenGuard implements CanActivate {
  constructor(
    private readonly visibility: Visibility,
    protected readonly engine: Engine,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params, within } = doingIn(context);
    const { id = '' } = params;
    const given = within.length > 0 ? await this.given(id) : undefined;
    for (const who of within)
      if (!isTheirs(who.entrusted?.principal ?? who, given) && !(await this.#sees(who, id))) throw this.unknown(id);
    return true;
  }

  async #sees(who: Reader, id: string): Promise<boolean> {
    const scope = await this.visibility.now(who);
    return scope !== undefined && this.seenIn(scope).has(id);
  }

  protected abstract given(id: string): Promise<Given | undefined>;
  protected abstract seenIn(scope: VisibleScope): ReadonlySet<string>;
  protected abstract unknown(id: string): RuleBroken;
}

@Injectable()
export class IssueGuard extends GivenGuard {
  protected async given(id: string): Promise<Given | undefined> {
    const { assignment } = (await this.engine.lookup.state(issue, id)).state;
    return assignment && { ...assignment, units: [assignment.leadUnit, ...assignment.supportingUnits] };
  }

  protected seenIn = ({ issues }: VisibleScope) => issues;
  protected unknown = (id: string) => new RuleBroken('issue.unknown', { id });
}

@Injectable()
export class TaskGuard extends GivenGuard {
  protected async given(id: string): Promise<Given | undefined> {
    const { assignment } = (await this.engine.lookup.state(task, id)).state;
    return assignment && { ...assignment, units: [assignment.unit] };
  }

  protected seenIn = ({ tasks }: VisibleScope) => tasks;
  protected unknown = (id: string) => new RuleBroken('task.unknown', { id });
}

const issuesNamed = ({ body }: Pick<Doing, 'body'>): readonly string[] =>
  Array.isArray(body?.issueIds) ? body.issueIds.filter((one) => typeof one === 'string') : [];

/** A plan is of a round that the unit has work in, a task of issues that it sees. */
@Injectable()
export class RoundGuard implements CanActivate {
  constructor(private readonly visibility: Visibility) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const doing = doingIn(context);
    const { id, roundId = id ?? '' } = doing.params;
    for (const who of doing.within) {
      const sight = await this.visibility.now(who);
      if (!sight?.rounds.has(roundId)) throw new RuleBroken('round.unknown', { id: roundId });
      const hidden = issuesNamed(doing).filter((one) => !sight.issues.has(one));
      if (hidden.length > 0) throw new RuleBroken('issue.unknown', { field: 'issueIds', ids: hidden });
    }
    return true;
  }
}
