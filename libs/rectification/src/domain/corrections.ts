import { alike } from '#event-sourcing';

/** The fields that differ, as they were and as they shall be. */
export interface Change<Fields> {
  readonly from: Partial<Fields>;
  readonly to: Partial<Fields>;
}

/** What a correction changes, of the fields that it names; `undefined` when it changes nothing. */
export const changeOf = <Fields extends object>(
  before: Fields,
  wanted: Partial<Fields>,
): Change<Fields> | undefined => {
  const names = (Object.keys(wanted) as (keyof Fields)[]).filter(
    (name) => wanted[name] !== undefined && !alike(before[name], wanted[name]),
  );
  if (names.length === 0) return undefined;
  const of = (all: Partial<Fields>) => Object.fromEntries(names.map((name) => [name, all[name]])) as Partial<Fields>;
  return { from: of(before), to: of(wanted) };
};
