import type { Type } from '@nestjs/common';
import type { Role, Scope } from '#contracts';
import type { Command, CommandClass, Receipt } from '#event-sourcing';

/** Kinds of things that an act can be about; `new` makes one. */
export type About =
  | 'new'
  | 'round'
  | 'plan'
  | 'issue'
  | 'task'
  | 'handover'
  | 'unit'
  | 'person'
  | 'account'
  | 'client'
  | 'link'
  | 'delegation'
  | 'body'
  | 'meeting'
  | 'item';

/** Said of every act; nothing of it has a default, so that what is forgotten opens nothing. */
interface Said {
  /** Who may ask for it; which thing, and whose hands must be clean, the decisions say. */
  readonly roles: readonly Role[] | 'signed-in' | 'everyone';
  /** Through which scopes an API client may; none: natural people only. */
  readonly scopes: readonly Scope[];
  /** What `GET /rights` adds in words. */
  readonly note?: string;
}

/**
 * `fresh`: whoever does it has proved within the last minutes to be the person themself, not only to hold their session.
 */
export type Proof = 'session' | 'fresh';

/** A command that a route takes. */
interface SaidOfCommand extends Said {
  readonly proof: Proof;
  /** Whether it is work that may be done for somebody else. */
  readonly delegable: boolean;
  /** What `:id` of its route names. */
  readonly about: About;
}

interface SaidOfQuery extends Said {
  /** Goes with any delegated work: to see what it is about. */
  readonly delegable: boolean;
  /** Whether and as what it is put on record that somebody asked. */
  readonly recorded: false | 'reading' | 'export';
}

/** A POST or DELETE that is no command of a context: what it does is said by its controller. */
interface SaidOfCall extends Said {
  readonly proof: Proof;
  /** Goes with these when they are delegated; `false` never does. */
  readonly delegable: false | readonly string[];
}

interface Labelled {
  readonly zh: string;
  readonly en: string;
}

interface Named {
  readonly name: string;
  /** The context that declares it. */
  readonly context: string;
}

/** Carries the type of what is answered; there is nothing behind it when the program runs. */
export interface Answers<Answer> {
  readonly answer?: Answer;
}

export interface CommandAct<C extends Command = Command, Answer = Receipt>
  extends SaidOfCommand, Labelled, Answers<Answer> {
  readonly kind: 'command';
  readonly command: CommandClass<C>;
}

export interface QueryAct<Answer = unknown> extends SaidOfQuery, Labelled, Answers<Answer> {
  readonly kind: 'query';
}

/** A query answered with bytes; `Content` is what it answers as JSON where it can. */
export interface FileAct<Content = unknown> extends SaidOfQuery, Labelled, Answers<Content> {
  readonly kind: 'file';
  readonly mediaTypes: readonly string[];
}

export interface CallAct<Answer = unknown> extends SaidOfCall, Labelled, Answers<Answer> {
  readonly kind: 'call';
}

export interface InternalAct<C extends Command = Command> extends Labelled {
  readonly kind: 'internal';
  /** Who sends it: no route does. */
  readonly by: string;
  readonly command: CommandClass<C>;
}

export type Undeclared = CommandAct<Command, unknown> | QueryAct | FileAct | CallAct | InternalAct;
/** An act as a context declared it. */
export type Act = Undeclared & Named;
/** What a route can be for. */
export type RoutedAct = Exclude<Undeclared, InternalAct> & Named;
export type Acts = Readonly<Record<string, Act>>;

/** A command taken by a route. Its answer is a receipt unless said otherwise. */
export const does = <C extends Command, Answer = Receipt>(
  command: CommandClass<C>,
  ...[zh, en, said]: [zh: string, en: string, said: SaidOfCommand]
): CommandAct<C, Answer> => ({ kind: 'command', command, zh, en, ...said });

export const asks = <Answer>(zh: string, en: string, said: SaidOfQuery): QueryAct<Answer> => ({
  kind: 'query',
  zh,
  en,
  ...said,
});

export const asksFile = <Content>(
  mediaTypes: readonly string[],
  ...[zh, en, said]: [zh: string, en: string, said: SaidOfQuery]
): FileAct<Content> => ({ kind: 'file', mediaTypes, zh, en, ...said });

export const calls = <Answer>(zh: string, en: string, said: SaidOfCall): CallAct<Answer> => ({
  kind: 'call',
  zh,
  en,
  ...said,
});

/** A command that only the program itself sends; `by` says who. */
export const internal = <C extends Command>(
  command: CommandClass<C>,
  ...[zh, en, by]: [zh: string, en: string, by: string]
): InternalAct<C> => ({ kind: 'internal', command, zh, en, by });

const fileOf = (context: string): string => `${context === 'server' ? 'apps' : 'libs'}/${context}/src/acts.ts`;

/** Throws, naming the file, when an act does not stand under its command's own name. */
export const declare = <const D extends Readonly<Record<string, Undeclared>>>(
  context: string,
  acts: D,
): { readonly [Name in keyof D]: D[Name] & Named } => {
  const named = Object.entries(acts).map(([name, act]) => {
    if ('command' in act && act.command.name !== name) {
      throw new Error(`${fileOf(context)}: ${act.command.name} is declared as ${name}`);
    }
    return [name, Object.freeze({ ...act, name, context })];
  });
  return Object.freeze(Object.fromEntries(named)) as { readonly [Name in keyof D]: D[Name] & Named };
};

/** Whether the session alone is not enough. */
export const asksProof = (act: RoutedAct): boolean => 'proof' in act && act.proof === 'fresh';

export const mayAct = (act: RoutedAct, roles: readonly string[]): boolean =>
  typeof act.roles === 'string' || act.roles.some((role) => roles.includes(role));

export const inScope = (act: RoutedAct, scopes: readonly string[]): boolean =>
  act.scopes.some((scope) => scopes.includes(scope));

const ROUTED: ReadonlySet<string> = new Set<RoutedAct['kind']>(['command', 'query', 'file', 'call']);

export const isRouted = (act: Act): act is RoutedAct => ROUTED.has(act.kind);

/** The class that a command route's body becomes. */
export const commandOf = (act: Act): Type<Command> | undefined =>
  'command' in act ? (act.command as unknown as Type<Command>) : undefined;
