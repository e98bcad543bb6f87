import type { Instant, IdentityProof } from '#event-sourcing';

/** A password or a link that somebody else gave to the holder of an account: with it both can act as that person. */
export interface Given {
  readonly by: readonly { readonly personId: string; readonly name: string }[];
  readonly since: Instant;
  /** Before the holder had ever chosen a password. */
  readonly first: boolean;
}

/** What was given and is not confirmed, by `password` or the id of the link. */
export type Unconfirmed = ReadonlyMap<string, Given>;

const PASSWORD = 'password';

interface Giver {
  readonly personId: string;
  readonly name: string;
}

export interface Giving {
  readonly at: Instant;
  readonly giver: Giver;
  readonly first: boolean;
  /** Absent for the password. */
  readonly link?: string;
}

/** Whoever gave one before and was not confirmed has to be confirmed still. */
export const withGiven = (unconfirmed: Unconfirmed, { at, giver, first, link = PASSWORD }: Giving): Unconfirmed => {
  const before = unconfirmed.get(link);
  const by = [...(before?.by ?? []).filter(({ personId }) => personId !== giver.personId), giver];
  return new Map(unconfirmed).set(link, { by, since: before?.since ?? at, first });
};

/** Of what a session rests on: its link, or the password. */
export const unconfirmedOf = (unconfirmed: Unconfirmed, link: string | undefined): Given | undefined =>
  unconfirmed.get(link ?? PASSWORD);

/** The same where the way is all that is known. Of several links any counts. */
export const unconfirmedBy = (unconfirmed: Unconfirmed, way: IdentityProof['way']): Given | undefined =>
  way === 'password'
    ? unconfirmed.get(PASSWORD)
    : [...unconfirmed].find(([credential]) => credential !== PASSWORD)?.[1];

/** Why nothing is decided in a session that rests on it. */
export const unconfirmedRefusal = (given: Given | undefined) =>
  given && {
    code: 'account.reset-unconfirmed' as const,
    details: { since: given.since, by: given.by.map(({ name }) => name) },
  };

export const giversOf = (unconfirmed: Unconfirmed): readonly Giver[] => [
  ...new Map([...unconfirmed.values()].flatMap(({ by }) => by).map((one) => [one.personId, one])).values(),
];
