import { evolving, type Recorded } from '#event-sourcing';
import type { BodyEvent, MemberExcluded, MembershipEnded } from './events.js';
import { chairedFrom, endedOn } from './membership.js';
import { type Body, establishedBy, type EstablishedBody, type Exclusion, ownVersionAfter } from './state.js';

/** Of a body that was never established nothing changes. */
const once =
  <Fact>(fold: (body: EstablishedBody, fact: Fact) => EstablishedBody) =>
  (body: Body, fact: Fact): Body =>
    body && fold(body, fact);

/** Of several exclusions of a person the last one is meant. */
const ended = (exclusions: readonly Exclusion[], personId: string, to: string): readonly Exclusion[] => {
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
