import { dayAfter, dayBefore, type Instant, type PlainDate } from '#event-sourcing';
import { oncePerPerson } from './once-per-person.js';
import type { MemberExcluded, Membership, Named, Seat } from './events.js';

export type Exclusion = MemberExcluded['data'];

/** Whose membership was ended or excluded, when that was recorded, and what it was until then. */
interface Departure {
  readonly at: Instant;
  readonly members: readonly Seat[];
  readonly exclusions: readonly Exclusion[];
}

/** Who is of a body. */
export interface Belonging {
  /** Periods: whoever became chair has one as member before and one as chair. */
  readonly members: readonly Seat[];
  readonly exclusions: readonly Exclusion[];
  readonly departures: readonly Departure[];
}

/** `to` is the last day. */
export interface Period {
  readonly from: PlainDate;
  readonly to?: PlainDate;
}

const FOR_EVER: PlainDate = '9999-12-31';

export const covers = ({ from, to = FOR_EVER }: Period, day: PlainDate): boolean => from <= day && day <= to;

export const overlap = (a: Period, b: Period): boolean => a.from <= (b.to ?? FOR_EVER) && b.from <= (a.to ?? FOR_EVER);

const rank = { chair: 0, 'vice-chair': 1, member: 2 } as const;

const isExcluded = (exclusions: readonly Exclusion[], { person }: Membership, day: PlainDate): boolean =>
  exclusions.some((one) => one.person.id === person.id && covers(one, day));

/** 应到: in force on the day and not excluded on it; the chair first. */
export const entitledOn = ({ members, exclusions }: Omit<Belonging, 'departures'>, day: PlainDate): readonly Seat[] =>
  oncePerPerson(
    members
      .filter((one) => covers(one, day) && !isExcluded(exclusions, one, day))
      .sort((a, b) => rank[a.position] - rank[b.position]),
  );

/**
 * 应到 of a meeting on the day. Whoever was put out of the body after it was convened stays entitled in it, so that
 * nobody makes a quorum smaller for what is before the body already.
 */
export const entitledSince = (
  body: Belonging,
  { day, convenedAt }: { readonly day: PlainDate; readonly convenedAt?: Instant },
): readonly Seat[] => {
  const now = entitledOn(body, day);
  if (convenedAt === undefined) return now;
  const left = body.departures.filter(({ at }) => at > convenedAt).flatMap((one) => entitledOn(one, day));
  const known = new Set(now.map(({ person }) => person.id));
  const since = left.filter(({ person: { id } }) => !known.has(id) && known.add(id));
  return [...now, ...since].sort((a, b) => rank[a.position] - rank[b.position]);
};

export const memberOn = <Held extends Membership>(
  members: readonly Held[],
  personId: string,
  day: PlainDate,
): Held | undefined => members.find((one) => one.person.id === personId && covers(one, day));

export const chairOn = (members: readonly Membership[], day: PlainDate): Named | undefined =>
  members.find((one) => one.position === 'chair' && covers(one, day))?.person;

const upTo = <Held extends Membership>(membership: Held, last: PlainDate): readonly Held[] =>
  membership.to !== undefined && membership.to <= last
    ? [membership]
    : membership.from <= last
      ? [{ ...membership, to: last }]
      : [];

/** Memberships when the person's end on the day; later ones never begin. */
export const endedOn = <Held extends Membership>(
  members: readonly Held[],
  personId: string,
  last: PlainDate,
): readonly Held[] => members.flatMap((one) => (one.person.id === personId ? upTo(one, last) : [one]));

interface Succession extends Pick<Seat, 'person' | 'from' | 'appointedAt'> {
  readonly before: Named;
}

/**
 * The chair before stays a member for as long as was said; whoever was a member until now is the chair instead, and has
 * been of the body since then.
 */
export const chairedFrom = (
  members: readonly Seat[],
  { person, from, before, appointedAt }: Succession,
): readonly Seat[] => {
  const eve = dayBefore(from);
  const [left, came] = [memberOn(members, before.id, from), memberOn(members, person.id, from)];
  const others = endedOn(endedOn(members, person.id, eve), before.id, eve);
  return [
    ...others,
    { person: before, position: 'member', from, to: left?.to, appointedAt: left?.appointedAt },
    { person, position: 'chair', from, appointedAt: came ? came.appointedAt : appointedAt },
  ];
};

/** The chair's period that no other follows. */
export const lastChair = (members: readonly Membership[]): Membership | undefined =>
  members.filter(({ position }) => position === 'chair').sort((a, b) => (a.from < b.from ? 1 : -1))[0];

/** The first day from which the body would have no chair, or two of them. */
export const unchairedDay = (
  members: readonly Membership[],
  today: PlainDate,
): { readonly on: PlainDate; readonly chairs: readonly string[] } | undefined => {
  const begins = members.map(({ from }) => from).sort();
  const ends = members.flatMap(({ to }) => (to === undefined ? [] : [dayAfter(to)]));
  const start = begins[0] !== undefined && begins[0] > today ? begins[0] : today;
  const turns = [start, ...[...begins, ...ends].filter((day) => day > start).sort()];
  return turns
    .map((on) => ({ on, chairs: members.filter((one) => one.position === 'chair' && covers(one, on)) }))
    .map(({ on, chairs }) => ({ on, chairs: chairs.map(({ person }) => person.name) }))
    .find(({ chairs }) => chairs.length !== 1);
};
