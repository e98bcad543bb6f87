import { type Engine, RuleBroken } from '#event-sourcing';
import { AUTHORITY, authorityDecider } from '../../domain/authority/authority.js';
import { ACCOUNT_KEEPERS, REGISTRARS, type Role } from '../../domain/roles.js';
import type { PersonRowBody } from '../bulk-bodies.js';
import type { BulkRequest } from './bulk-request.js';

export interface RowNeed {
  readonly act: 'RegisterPerson' | 'OpenAccount';
  /** Who may do it now. */
  readonly roles: readonly Role[];
  /** Whether the one who sent the row may. */
  readonly yours: boolean;
}

type Act = RowNeed['act'];

/** Who may do now what the rows of one request come to. */
export class RowRights {
  private constructor(
    private readonly actor: BulkRequest['actor'],
    private readonly separated: boolean,
  ) {}

  static async now(engine: Engine, { actor }: BulkRequest): Promise<RowRights> {
    const { separatedAt } = (await engine.lookup.state(authorityDecider, AUTHORITY)).state;
    return new RowRights(actor, separatedAt !== undefined);
  }

  of(act: Act): RowNeed {
    const keepers = this.separated ? (['security'] as const) : ACCOUNT_KEEPERS;
    const roles = act === 'OpenAccount' ? keepers : REGISTRARS;
    return { act, roles, yours: roles.some((role) => this.actor.roles.includes(role)) };
  }

  needsOf({ login }: Pick<PersonRowBody, 'login'>, registered: boolean): RowNeed[] {
    return [
      ...(registered ? [] : [this.of('RegisterPerson')]),
      ...(login === undefined ? [] : [this.of('OpenAccount')]),
    ];
  }

  mustBeYours(act: Act, field: string): void {
    const { yours, roles: needed } = this.of(act);
    if (yours) return;
    const bySecurity = act === 'OpenAccount' && this.separated;
    const code = bySecurity ? 'account.security-decides' : 'rights.denied';
    throw new RuleBroken(code, { field, act, roles: this.actor.roles, needed });
  }
}
