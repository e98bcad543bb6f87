import { type Command, evolving, type Recorded } from '#event-sourcing';
import { must } from '../commands.js';
import type { Matter, RuleSet } from '../rules/rule-set.js';
import type { BodyEstablished, BodyEvent, MemberExcluded, MembershipEnded, Named } from './events.js';
import { type Belonging, chairedFrom, endedOn, type Exclusion } from './membership.js';

/** Of a command that names people. */
export interface PeopleFacts {
  /** As the directory has them, by id; absent where there is none. */
  readonly people: ReadonlyMap<string, Named>;
}

export interface EstablishedBody extends Belonging {
  readonly established: BodyEstablished['data'];
  readonly name: string;
  readonly competence: readonly Matter[];
  readonly ruleSet: RuleSet;
  /** Of the rules of its own adopted last; 0 when it never had any. */
  readonly ownVersion: number;
  readonly secretary: Named;
  readonly dissolved: boolean;
}

/** `undefined` stands for a body that was never established. */
export type Body = EstablishedBody | undefined;

/** Of the rules of its own that were adopted last. */
const ownVersionAfter = ({ key, version }: RuleSet, before: number): number => (key === 'own' ? version : before);

export const establishedBy = (data: BodyEstablished['data']): EstablishedBody => ({
  established: data,
  name: data.name,
  competence: data.competence,
  ruleSet: data.ruleSet,
  ownVersion: ownVersionAfter(data.ruleSet, 0),
  members: data.members,
  exclusions: [],
  departures: [],
  secretary: data.secretary,
  dissolved: false,
});

/** Established and not dissolved. */
export const mustStand = ({ id }: Command, body: Body): EstablishedBody => {
  must(body, 'body.unknown', { id });
  must(!body.dissolved, 'body.dissolved', { body: body.name });
  return body;
};

/** The person as the directory has them. */
export const named = (
  people: PeopleFacts['people'],
  { field, id }: { readonly field: string; readonly id: string },
): Named => {
  const person = people.get(id);
  must(person, 'person.unknown', { field, id });
  return { id, name: person.name };
};

/** Of a body that was never established nothing changes. */
const once =
  <Fact>(fold: (body: EstablishedBody, fact: Fact) => EstablishedBody) =>
  (body: Body, fact: Fact): Body =>
    body && fold(body, fact);

/** Of several exclusions of a person the last one is meant. */
export const ended = (exclusions: readonly Exclusion[], personId: string, to: string): readonly Exclusion[] => {
  const last = exclusions.findLast(({ person, from }) => person.id === personId && from <= to);
  return exclusions.map((one) => (one === last ? { ...one, to } : one));
};

/** Keeps what the membership was: a matter that is before the body by then goes by it. */
const departing = (
  body: EstablishedBody,
  { data: { person }, recordedAt: at }: Recorded<MemberExcluded | MembershipEnded>,
): EstablishedBody => {
  const theirs = <Held extends { readonly person: { readonly id: string } }>(held: readonly Held[]) =>
    held.filter((one) => one.person.id === person.id);
  const { members, exclusions, departures } = body;
  return {
    ...body,
    departures: [...departures, { at, members: theirs(members), exclusions: theirs(exclusions) }],
  };
};

export const evolve = evolving<Body, BodyEvent>({
  BodyEstablished: (_, { data }) => establishedBy(data),
  MemberAppointed: once((body, { data, recordedAt }) => ({
    ...body,
    members: [...body.members, { ...data, appointedAt: recordedAt }],
  })),
  ChairAppointed: once((body, { data, recordedAt }) => ({
    ...body,
    members: chairedFrom(body.members, { ...data, appointedAt: recordedAt }),
  })),
  MembershipEnded: once((body, event: Recorded<MembershipEnded>) => ({
    ...departing(body, event),
    members: endedOn(body.members, event.data.person.id, event.data.to),
  })),
  MemberExcluded: once((body, event: Recorded<MemberExcluded>) => ({
    ...departing(body, event),
    exclusions: [...body.exclusions, event.data],
  })),
  ExclusionEnded: once((body, { data }) => ({
    ...body,
    exclusions: ended(body.exclusions, data.person.id, data.to),
  })),
  SecretaryAppointed: once((body, { data }) => ({ ...body, secretary: data.person })),
  CompetenceChanged: once((body, { data }) => ({ ...body, competence: data.to })),
  RuleSetAdopted: once((body, { data }) => ({
    ...body,
    ruleSet: data.to,
    ownVersion: ownVersionAfter(data.to, body.ownVersion),
  })),
  BodyDissolved: once((body) => ({ ...body, dissolved: true })),
});
