import type { EventTypeTexts } from '#contracts';
import { type Context, inboxDecider, processEventTypes } from '#event-sourcing';
import { actsOf, isRouted, type DeclaredContext } from '#event-sourcing-nest';

export interface CatalogueEntry {
  readonly type: string;
  readonly context: string;
  /** In which new events are stored; older ones are read as it. */
  readonly schemaVersion: number;
  readonly zh: string;
  readonly en: string;
  /** The commands that cause it, each with the roles that may give it; without roles the program itself does. */
  readonly by: readonly { readonly command: string; readonly roles: readonly string[] | string }[];
}

const tablesOf = (contexts: readonly DeclaredContext[]): readonly (readonly [string, EventTypeTexts])[] => [
  ...contexts.map(({ name, eventTypes }) => [name, eventTypes] as const),
  ['processes', processEventTypes],
];

const versionsOf = (contexts: readonly Context[]): Readonly<Record<string, number>> =>
  Object.assign({}, ...contexts.flatMap(({ deciders }) => deciders.map(({ schemaVersions }) => schemaVersions ?? {})));

/** Commands by the events that their decisions say they give. */
const causesOf = (contexts: readonly Context[]): ReadonlyMap<string, readonly string[]> => {
  const decisions = [...contexts.flatMap(({ deciders }) => deciders), inboxDecider('process')].flatMap(
    (decider) => decider.decisions,
  );
  const given = decisions.flatMap(({ command, gives }) => gives.map((type) => ({ type, command: command.name })));
  const byType = Map.groupBy(given, ({ type }) => type);
  return new Map([...byType].map(([type, causes]) => [type, causes.map(({ command }) => command)]));
};

/** Every type of event that is ever stored, by context and in the order of a life. */
export const eventCatalogue = (contexts: readonly DeclaredContext[]): CatalogueEntry[] => {
  const versions = versionsOf(contexts);
  const causes = causesOf(contexts);
  const acts = actsOf(contexts);
  const rolesOf = (command: string) => {
    const act = acts.get(command);
    return act && isRouted(act) ? act.roles : [];
  };
  return tablesOf(contexts).flatMap(([context, texts]) =>
    Object.entries(texts).map(([type, { zh, en }]) => ({
      type,
      context,
      schemaVersion: versions[type] ?? 1,
      zh,
      en,
      by: (causes.get(type) ?? []).map((command) => ({ command, roles: rolesOf(command) })),
    })),
  );
};
