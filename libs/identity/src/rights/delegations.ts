import { Injectable } from '@nestjs/common';
import { type Actor, dateOf, Engine, everyRow, RuleBroken, streamName } from '#event-sourcing';
import type { Delegated, RoutedAct } from '#event-sourcing-nest';
import { accountDecider } from '../domain/account/account.js';
import type { OpenedAccount } from '../domain/account/state.js';
import { letsDo } from './lets-do.js';
import { delegationDecider, delegationIdOf, inItsDays } from '../domain/delegation/delegation.js';
import type { WorkDelegated } from '../domain/delegation/events.js';
import { must } from '../domain/commands.js';
import { delegations } from '../projections/delegations.js';
import { ADMINISTRATORS } from '../domain/roles.js';
import type { Authenticated } from '../sign-in/authenticated.js';
import { actorOf } from '../sign-in/signed-in-actor.js';

export interface Asked {
  readonly act: RoutedAct;
  /** The person whose work it is said to be. */
  readonly onBehalfOf: string;
}

/** Somebody's work, and the acts of it that another may do. */
export interface Entrusted {
  readonly principal: Actor;
  readonly acts: readonly string[];
}

const NAMED = /^[\w-]{1,64}$/;

/** Whose work somebody may do now; read from the log at every request, and held to until what is done is stored. */
@Injectable()
export class Delegations {
  constructor(private readonly engine: Engine) {}

  /** Throws when nothing in force covers it. */
  async delegated(who: Authenticated, asked: Asked): Promise<Delegated> {
    const { engine } = this;
    const { act, onBehalfOf } = asked;
    must(NAMED.test(onBehalfOf) && mayWork(who), 'delegation.none', { onBehalfOf: onBehalfOf.slice(0, 64) });
    const id = delegationIdOf({ from: onBehalfOf, to: who.actor.personId }, engine.digest);
    const { state, version } = await engine.lookup.state(delegationDecider, id);
    must(state.open, 'delegation.none', { onBehalfOf });
    const { since, until, acts, account } = state.open;
    must(inItsDays(state.open, dateOf(engine.clock.now())), 'delegation.not-in-its-days', { since, until });
    must(letsDo(acts, act), 'delegation.act-not-covered', { act: act.name, acts });
    const principal = await actorOf(engine, account, await this.#delegator(state.open), who.actor.client);
    const authority = { stream: streamName(delegationDecider.category, id), version };
    return { principal, acts, authority };
  }

  /** All who let this person do their work now, and what of it. */
  async inForce(who: Authenticated): Promise<Entrusted[]> {
    if (!mayWork(who)) return [];
    const { engine } = this;
    const today = dateOf(engine.clock.now());
    const found = await everyRow(engine.reader, delegations, { where: { toId: who.actor.personId } });
    const entrusted = found.map(async ({ row: { id } }): Promise<Entrusted[]> => {
      const { open } = (await engine.lookup.state(delegationDecider, id)).state;
      if (!open || open.to.id !== who.actor.personId || !inItsDays(open, today)) return [];
      const { state } = await engine.lookup.state(accountDecider, open.account);
      if (!state || state.suspended) return [];
      return [{ principal: await actorOf(engine, open.account, state, who.actor.client), acts: open.acts }];
    });
    return (await Promise.all(entrusted)).flat();
  }

  async #delegator({ account, from }: WorkDelegated['data']): Promise<OpenedAccount> {
    const { state } = await this.engine.lookup.state(accountDecider, account);
    if (!state || state.suspended) throw new RuleBroken('delegation.delegator-suspended', { onBehalfOf: from.id });
    return state;
  }
}

/** A program acts as itself, and whoever inspects or administers does no work of others. */
const mayWork = ({ actor: { roles }, scopes }: Authenticated): boolean =>
  scopes === undefined && !roles.some((role) => role === 'inspector' || ADMINISTRATORS.some((one) => one === role));
