import type { Event, Recorded } from '../event.js';

/** What each fact changes; the compiler misses none. */
export type Folds<State, E extends Event> = {
  readonly [Type in E['type']]: (state: State, event: Recorded<Extract<E, { type: Type }>>) => State;
};

/** A fact unknown to this program leaves the state as it is: evolve never throws. */
export const evolving =
  <State, E extends Event>(folds: Folds<State, E>) =>
  (state: State, event: Recorded<E>): State => {
    const fold = (folds as unknown as Readonly<Record<string, (state: State, event: Recorded<E>) => State>>)[
      event.type
    ];
    return fold ? fold(state, event) : state;
  };
