import { isRouted, routedIn } from '#event-sourcing-nest';
import { SCOPES } from '#identity';
import { acts } from '../../apps/server/src/declared.js';

/** Who may ask for what, as the contexts declare it; without roles the program itself does it. */
export const rights: Readonly<Record<string, { readonly roles: readonly string[] | string }>> = Object.fromEntries(
  [...acts].map(([name, act]) => [name, { roles: isRouted(act) ? act.roles : [] }]),
);

/** Work that may be done for somebody else, as the contexts declare it. */
export const delegable: readonly string[] = [...acts.values()]
  .filter((act) => act.kind === 'command' && act.delegable)
  .map(({ name }) => name);

/** The acts of each scope, as the contexts declare them. */
export const scopes = Object.fromEntries(
  SCOPES.map((scope) => [
    scope,
    routedIn(acts)
      .filter((act) => (act.scopes as readonly string[]).includes(scope))
      .map(({ name }) => name),
  ]),
);
