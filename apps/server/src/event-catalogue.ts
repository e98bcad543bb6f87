import { auditEventTypes } from '#audit';
import type { EventTypeTexts } from '#contracts';
import { decisionEventTypes } from '#decision';
import { type Context, processEventTypes } from '#event-sourcing';
import { identityEventTypes, type RightsTable } from '#identity';
import { rectificationEventTypes } from '#rectification';

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

const tables: Readonly<Record<string, EventTypeTexts>> = {
  identity: identityEventTypes,
  rectification: rectificationEventTypes,
  decision: decisionEventTypes,
  audit: auditEventTypes,
  processes: processEventTypes,
};

const versionsOf = (contexts: readonly Context[]): Readonly<Record<string, number>> =>
  Object.assign({}, ...contexts.flatMap(({ deciders }) => deciders.map(({ schemaVersions }) => schemaVersions ?? {})));

/** Every type of event that is ever stored, by context and in the order of a life. */
export const eventCatalogue = (contexts: readonly Context[], rights: RightsTable): CatalogueEntry[] => {
  const versions = versionsOf(contexts);
  return Object.entries(tables).flatMap(([context, texts]) =>
    Object.entries(texts).map(([type, { zh, en, by }]) => ({
      type,
      context,
      schemaVersion: versions[type] ?? 1,
      zh,
      en,
      by: by.map((command) => ({ command, roles: rights[command]?.roles ?? [] })),
    })),
  );
};
