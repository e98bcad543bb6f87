import type { ProblemTexts, SheetTitle } from '#contracts';
import {
  type Actor,
  type Authority,
  canonical,
  type Command,
  type CommandClass,
  type Engine,
  type IdentityProof,
  RuleBroken,
} from '#event-sourcing';
import { identityProblems } from '../../domain/problems.js';

/** Why a row is not taken: which field it is about, as far as that can be told, and the code of the rule. */
export interface RowFault {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** 列: where the field stands in the sheet that the rows came in. */
  readonly column?: SheetTitle;
}

/** What comes with a request of many rows. */
export interface BulkRequest {
  readonly actor: Actor;
  readonly proof?: IdentityProof;
  readonly authority?: Authority;
  readonly key: string;
  readonly correlationId: string;
}

type Fields<C> = Partial<C> & { readonly id: string };

/** Commands of one row: their ids follow from the request's key, so that a repeated request acts once. */
export class RowCommands {
  readonly list: Command[] = [];
  readonly #hash: string;

  constructor(
    private readonly engine: Engine,
    private readonly request: BulkRequest,
    private readonly at: string,
    row: unknown,
  ) {
    this.#hash = engine.digest(canonical([at, row]));
  }

  /** The same id for the same place in the same request. */
  idOf(what: string): string {
    const { actor, key } = this.request;
    return this.engine.uuid(`${actor.id}\n${key}\n${this.at}\n${what}`);
  }

  add<C extends Command>(type: CommandClass<C>, fields: Fields<C>): void {
    const { actor, proof, authority, correlationId } = this.request;
    const rim = { actor, proof, authority, correlationId, issuedAt: this.engine.clock.now() };
    const commandId = this.idOf(type.name);
    this.list.push(Object.assign(new type(), rim, { commandId, commandHash: this.#hash }, fields));
  }
}

const NAMED: ReadonlySet<unknown> = new Set(['name', 'staffNumber', 'unit', 'login']);

const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^unit\./, 'unit'],
  [/staff-number/, 'staffNumber'],
  [/^person\.(post|leaves|holds)/, 'from'],
  [/^person\./, 'name'],
  [/login|security-decides/, 'login'],
  [/^(account|rights)\./, 'roles'],
];

/** A rule's refusal as the fault of a row. Whatever else fails is no fault of the row. */
export const faultOf = (error: unknown): RowFault => {
  if (!(error instanceof RuleBroken)) throw error;
  const { code, details } = error;
  const said = NAMED.has(details['field']) ? String(details['field']) : undefined;
  const field = said ?? FIELDS.find(([pattern]) => pattern.test(code))?.[1] ?? '';
  const { zh, en } = (identityProblems as ProblemTexts)[code] ?? { zh: code, en: code };
  return { field, code, message: `${zh} / ${en}`, details };
};
