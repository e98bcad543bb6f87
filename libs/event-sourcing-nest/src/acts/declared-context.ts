import type { EventTypeTexts, ProblemTexts } from '#contracts';
import type { Context, View } from '#event-sourcing';
import type { NamedThing } from '../naming/named-thing.js';
import type { WaitingRoom } from '../waiting/waiting.js';
import { type About, type Act, type Acts, isRouted, type RoutedAct } from './act.js';

/** All that a context declares of itself. The server lists contexts once; everything else finds what it needs here. */
export interface DeclaredContext extends Context {
  readonly acts: Acts;
  /** Codes of its refusals. */
  readonly problems: ProblemTexts;
  /** What each of its stored types of event means. */
  readonly eventTypes: EventTypeTexts;
  readonly pictures: Readonly<Record<string, View>>;
  /** Its things that filters of lists name by their ids. */
  readonly named?: Readonly<Partial<Record<About, NamedThing>>>;
  /** What waits in it for somebody. */
  readonly waiting?: readonly WaitingRoom[];
}

type Declaring = Pick<DeclaredContext, 'name' | 'acts'>;

/** Injection token: every act of the program, by its name. */
export const ACTS = Symbol('declared acts');
export type DeclaredActs = ReadonlyMap<string, Act>;

/** Throws, naming both files, when two acts have one name. */
export const actsOf = (declaring: readonly Declaring[]): DeclaredActs => {
  const all = new Map<string, Act>();
  for (const act of declaring.flatMap(({ acts }) => Object.values(acts))) {
    const other = all.get(act.name);
    if (other) throw new Error(`two acts are called ${act.name}: in ${other.context} and in ${act.context} (acts.ts)`);
    all.set(act.name, act);
  }
  return all;
};

/** Names of the commands that may be delegated, in all contexts. */
export const delegableIn = (contexts: readonly (Context & Partial<Pick<DeclaredContext, 'acts'>>)[]): string[] =>
  contexts
    .flatMap(({ acts = {} }) => Object.values(acts))
    .filter((act) => act.kind === 'command' && act.delegable)
    .map(({ name }) => name);

export const routedIn = (acts: DeclaredActs): RoutedAct[] => [...acts.values()].filter(isRouted);

/** Throws, naming the context and the view, when a view says it is seen through what nobody knows. */
export const expectSeen = (contexts: readonly Pick<Context, 'name' | 'views'>[], known: ReadonlySet<string>): void => {
  for (const { name, views } of contexts) {
    const view = views.find(({ seenThrough }) => !known.has(seenThrough));
    if (!view) continue;
    throw new Error(
      `libs/${name}: the view ${view.name} says it is seen through ${view.seenThrough}, which is none of ${[...known].join(', ')}`,
    );
  }
};

/** Throws, naming the file to write in, unless the deciders' commands and the acts are the same. */
export const expectDeclared = (contexts: readonly DeclaredContext[]): void => {
  for (const { name, acts, deciders } of contexts) {
    const decided = deciders.flatMap(({ decisions }) => decisions.map(({ command }) => command.name));
    const declared = Object.values(acts).flatMap((act) => ('command' in act ? [act.name] : []));
    const file = `libs/${name}/src/acts.ts`;
    for (const command of decided.filter((one) => !declared.includes(one)))
      throw new Error(`${file}: the command ${command} is decided and not declared; say who may give it`);
    for (const command of declared.filter((one) => !decided.includes(one)))
      throw new Error(`${file}: the command ${command} is declared and nobody decides it; list it with its decider`);
  }
};
