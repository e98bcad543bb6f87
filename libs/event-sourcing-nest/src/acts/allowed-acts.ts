import { Inject, Injectable, type Type } from '@nestjs/common';
import type { ProblemTexts, Scope } from '#contracts';
import {
  type Actor,
  type Command,
  dateOf,
  type Details,
  Engine,
  type Instant,
  lastPlannedDay,
  RuleBroken,
} from '#event-sourcing';
import { newId } from '../new-id.js';
import { asksProof, type CommandAct, inScope, mayAct, type Proof, type RoutedAct } from './act.js';
import { ACTS, type DeclaredActs, routedIn } from './declared-context.js';
import { fieldsOf, sampleBody } from './sample-body.js';
import type { Thing } from './thing.js';

/** Injection token: every problem code with its sentences. */
export const PROBLEMS = Symbol('problem catalogue');

/** Whether somebody may do something to a thing now, and what refuses it when they may not. */
export interface AllowedAct {
  readonly act: string;
  readonly zh: string;
  readonly en: string;
  readonly allowed: boolean;
  /** Of what is allowed: `fresh` asks for `X-Rectify-Proof` with the command. */
  readonly proof?: Proof;
  /** The code of the refusal, its details and its sentence, as the command itself would answer them. */
  readonly code?: string;
  readonly details?: Details;
  readonly why?: { readonly zh: string; readonly en: string };
}

export interface Asker {
  readonly actor: Actor;
  /** Whose work it is, when somebody does it for another. */
  readonly principal?: Actor;
  /** Of an API client. */
  readonly scopes?: readonly Scope[];
  /** Why they decide nothing at all now. */
  readonly barred?: RuleBroken;
  readonly at: Instant;
}

interface JudgedStep {
  readonly act: RoutedAct;
  readonly thing: Thing;
  /** What of the body is known. */
  readonly given?: object;
}

type ActOnThing = Extract<RoutedAct, CommandAct<Command, unknown>>;

/** Judged by the decisions themselves: each act is rehearsed with a body that stands for any, and nothing is stored. */
@Injectable()
export class AllowedActs {
  constructor(
    private readonly engine: Engine,
    @Inject(ACTS) private readonly acts: DeclaredActs,
    @Inject(PROBLEMS) private readonly problems: ProblemTexts,
  ) {}

  async on(thing: Thing, asker: Asker): Promise<AllowedAct[]> {
    const acts = routedIn(this.acts).filter(
      (act): act is ActOnThing => act.kind === 'command' && act.about === thing.about,
    );
    return Promise.all(acts.map((act) => this.#judged(act, thing, asker)));
  }

  /** Whether it would be taken now, with these fields; of a question, whether it may be asked. */
  async may({ act, thing, given }: JudgedStep, asker: Asker): Promise<boolean> {
    if (refusedByRights(act, asker) ?? barredFrom(act, asker)) return false;
    return act.kind !== 'command' || !(await this.#rehearsed(act, thing, asker, given));
  }

  async #judged(act: ActOnThing, thing: Thing, asker: Asker): Promise<AllowedAct> {
    const { name, zh, en } = act;
    const refusal = refusedByRights(act, asker) ?? barredFrom(act, asker) ?? (await this.#rehearsed(act, thing, asker));
    if (!refusal) return { act: name, zh, en, allowed: true, proof: act.proof };
    const { code, details } = refusal;
    const { zh: why = code, en: whyEn = code } = this.problems[code] ?? {};
    return { act: name, zh, en, allowed: false, code, details, why: { zh: why, en: whyEn } };
  }

  async #rehearsed(
    act: ActOnThing,
    ...[thing, asker, given = {}]: [Thing, Asker, object?]
  ): Promise<RuleBroken | undefined> {
    const type = act.command as unknown as Type<Command>;
    const { actor, principal, at: issuedAt } = asker;
    const commandId = newId();
    const rim = { actor, principal, issuedAt, commandId, commandHash: commandId, correlationId: commandId };
    const forSomebody = principal ? { onBehalfOf: principal.personId } : {};
    const reason = fieldsOf(type).has('reason') ? { reason: '—' } : {};
    try {
      await this.engine.rehearseOne(
        Object.assign(
          new type(),
          sampleBody(type, lastPlannedDay(dateOf(issuedAt))),
          reason,
          given,
          placed(type, thing),
          rim,
          forSomebody,
        ),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      return this.#isOfTheBody(error, type) ? undefined : error;
    }
  }

  /** Another body would not have met it. */
  #isOfTheBody({ code, details }: RuleBroken, type: Type<Command>): boolean {
    const field = details['field'];
    if (typeof field === 'string' && field !== 'reason' && fieldsOf(type).has(field)) return true;
    return this.problems[code]?.kind === 'invalid';
  }
}

/** What the path of the route would fill in: an act that makes something of the thing names it in a field of its own. */
const placed = (type: Type<Command>, { about, id, parts = {} }: Thing): object => {
  const field = `${about}Id`;
  return fieldsOf(type).has(field) && !Object.hasOwn(parts, field)
    ? { ...parts, id: newId(), [field]: id }
    : { ...parts, id };
};

const barredFrom = (act: RoutedAct, { barred }: Asker): RuleBroken | undefined => (asksProof(act) ? barred : undefined);

const refusedByRights = (act: RoutedAct, { actor, principal, scopes }: Asker): RuleBroken | undefined => {
  const { roles } = principal ?? actor;
  if (scopes && !inScope(act, scopes)) return new RuleBroken('rights.out-of-scope', { act: act.name, scopes });
  if (principal && act.delegable === false) return new RuleBroken('delegation.act-not-covered', { act: act.name });
  return mayAct(act, roles) ? undefined : new RuleBroken('rights.denied', { act: act.name, roles, needed: act.roles });
};
