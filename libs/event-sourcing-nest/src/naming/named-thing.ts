import type { Actor, AnyDecider, Engine, View, ViewReader } from '#event-sourcing';
import type { RoutedAct } from '../acts/act.js';
import type { Views } from '../views.js';

export interface Asking {
  readonly who: Actor;
  readonly engine: Engine;
  readonly views: Views;
}

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** What a context declares of a kind of thing that filters name. */
export interface NamedThing {
  /** Shows one. Whoever may not is told nothing of such ids: each finds nothing, whether or not there is such a thing. */
  readonly shownBy: RoutedAct;
  /** Whether there is one for whoever asks, by all that is stored now; what they may not see is not there. */
  readonly isKnown: (id: string, asking: Asking) => Promise<boolean>;
  /** Some that whoever asks may name instead. */
  readonly choices?: (asking: Asking) => Promise<readonly Choice[]>;
}

/** As many as a refusal lists. */
const CHOICES = 20;

/** Of things that are there for everybody who may look one up. */
export const isStored =
  (decider: AnyDecider): NamedThing['isKnown'] =>
  async (id, { engine }) =>
    (await engine.lookup.state(decider, id)).version > 0;

/** The first rows of a view as choices. */
export const someOf = async <Row extends { readonly id: string }>(
  reader: ViewReader,
  view: View<Row>,
  nameOf: (row: Row) => string,
): Promise<Choice[]> => {
  const { rows } = await reader.list(view, { limit: CHOICES });
  return rows.map(({ row }) => ({ id: row.id, name: nameOf(row) }));
};
