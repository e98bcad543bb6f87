import type { About } from '../acts/act.js';

const NAMES = Symbol('what a filter names');

/** Which things the fields of a query name, by field; a field may name one of several kinds. */
export type Naming = Readonly<Record<string, readonly About[]>>;

export const namingOf = (prototype: object): Naming => (Reflect.getMetadata(NAMES, prototype) ?? {}) as Naming;

/** Of a filter that is an id: what it is the id of. One that names nothing known to whoever asks is refused. */
export const NamesA =
  (...kinds: readonly [About, ...About[]]): PropertyDecorator =>
  (target, field) =>
    Reflect.defineMetadata(NAMES, { ...namingOf(target), [field as string]: kinds }, target);
