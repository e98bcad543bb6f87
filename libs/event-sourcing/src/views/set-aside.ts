import type { Observer } from '../observer.js';
import type { ReadStore } from './read-store.js';

/** Tells of what was set aside, before and from now on; `anew` opens the views again when it happens. */
export const watchSetAside = (
  readStore: ReadStore,
  observer: Pick<Observer, 'viewsSetAside'>,
  anew: () => void,
): (() => void) => {
  const tell = () => readStore.setAside && observer.viewsSetAside?.(readStore.setAside);
  tell();
  const stop = readStore.onSetAside?.(() => {
    tell();
    anew();
  });
  return stop ?? (() => undefined);
};
