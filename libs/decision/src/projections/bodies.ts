import { idOf, integer, type Moment, type Page, projection, text, type ViewReader } from '#event-sourcing';
import type { BodyEvent, Membership, Named } from '../domain/body/events.js';
import type { Matter, RuleSet } from '../domain/rules/rule-set.js';

export interface Exclusion {
  readonly person: Named;
  readonly from: string;
  readonly to?: string;
  readonly reason?: string;
}

export interface BodyRow {
  readonly id: string;
  readonly name: string;
  readonly competence: readonly Matter[];
  readonly ruleSet: RuleSet;
  readonly members: readonly Membership[];
  readonly exclusions: readonly Exclusion[];
  readonly secretary: Named;
  readonly dissolved: boolean;
}

/** The last entry of the person, ended on the day. */
const ended = <Entry extends { readonly person: Named; readonly to?: string }>(
  entries: readonly Entry[],
  person: Named,
  to: string,
): readonly Entry[] => {
  const at = entries.findLastIndex((one) => one.person.id === person.id);
  return entries.map((one, i) => (i === at ? { ...one, to } : one));
};

const positioned = (members: readonly Membership[], id: string, position: Membership['position']) =>
  members.map((one) => (one.person.id === id ? { ...one, position } : one));

/** Whoever is not a member yet becomes one by being appointed chair. */
const chaired = (members: readonly Membership[], chair: Membership, before: Named): readonly Membership[] => {
  const others = positioned(members, before.id, 'member');
  const isMember = others.some(({ person, to }) => person.id === chair.person.id && to === undefined);
  return isMember ? positioned(others, chair.person.id, 'chair') : [...others, chair];
};

export const bodies = projection<BodyRow, BodyEvent>({
  name: 'bodies',
  version: 1,
  seenThrough: 'everyone',
  when: {
    BodyEstablished: (_, { stream, data }) => ({ id: idOf(stream), ...data, exclusions: [], dissolved: false }),
    MemberAppointed: (row, { data }) => row && { ...row, members: [...row.members, data] },
    ChairAppointed: (row, { data: { person, from, before } }) =>
      row && { ...row, members: chaired(row.members, { person, position: 'chair', from }, before) },
    MembershipEnded: (row, { data: { person, to } }) => row && { ...row, members: ended(row.members, person, to) },
    MemberExcluded: (row, { data, metadata: { reason } }) =>
      row && { ...row, exclusions: [...row.exclusions, { ...data, reason }] },
    ExclusionEnded: (row, { data: { person, to } }) => row && { ...row, exclusions: ended(row.exclusions, person, to) },
    SecretaryAppointed: (row, { data }) => row && { ...row, secretary: data.person },
    CompetenceChanged: (row, { data }) => row && { ...row, competence: data.to },
    RuleSetAdopted: (row, { data }) => row && { ...row, ruleSet: data.to },
    BodyDissolved: (row) => row && { ...row, dissolved: true },
  },
  columns: { name: text((row) => row.name), dissolved: integer((row) => Number(row.dissolved)) },
  indexes: [['name'], ['dissolved', 'name']],
});

export interface BodyQuery extends Moment {
  /** Part of the name. */
  readonly name?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listBodies = (reader: ViewReader, { name, ...page }: BodyQuery): Promise<Page<BodyRow>> =>
  reader.list(bodies, { ...page, where: { name: name ? { contains: name } : undefined }, sort: { column: 'name' } });
