import { FLAWS, type Flaw, type Place, type Role, type Scope, type Who } from './people.js';
import type { Kind, State, Thing } from './things.js';

export interface Ask {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Behind /api/v1/. */
  readonly path: string;
  readonly body?: object;
}

/** Allowed, or the status and code of the refusal. */
export type Verdict = 'yes' | `4${string}`;

/** The most particular wins: a role in its place, then the place, then the role. */
export type ByWho = Verdict | Readonly<Partial<Record<`${Role} ${Place}` | Place | Role | 'else', Verdict>>>;

/** What the rights of one act are. */
export interface Row {
  readonly of: Kind;
  readonly asks: (thing: Thing) => Ask;
  /** Whoever holds one of them; all others are refused with rights.denied. */
  readonly roles: readonly Role[] | 'signed-in' | 'everyone';
  /** Scopes that let an API client do it; none when absent. */
  readonly scopes?: readonly Scope[];
  /** Of those whose role may: who really may, in any state; all of them when absent. */
  readonly may?: ByWho;
  /** The same state by state. */
  readonly in?: Readonly<Partial<Record<State | 'else', ByWho>>>;
  /** Answered to everybody who may ask, by what they see: sight alone refuses nobody. */
  readonly toAll?: true;
  /** What stands in the answer for those who see the thing: its first mark, or its id. */
  readonly shows?: 'mark' | 'id';
  /** Where it differs from the kind's: what those are told who do not see the thing, and from which places it is seen. */
  readonly unseen?: Verdict;
  readonly shownTo?: readonly Place[];
  /** What it stores goes by another id than the request's. */
  readonly bySignIn?: true;
  /** Taken only with a fresh proof that it is the person themself. */
  readonly proof?: 'fresh';
  /** Allowed also before the one-time password is changed. */
  readonly beforePassword?: true;
}

export type Rows = Readonly<Record<string, Row>>;

const THEIR_OWN_AND_BELOW: readonly Place[] = ['own', 'above', 'involved'];
const OF_THE_BODY: readonly Place[] = ['chair', 'secretary', 'member', 'absent', 'sitting-in'];

interface Sight {
  /** Those who see only from these places; whoever else may read at all sees it from everywhere. */
  readonly from: Readonly<Partial<Record<Role, readonly Place[]>>>;
  /** Seen by everybody in this state. */
  readonly unless?: State;
  readonly unseen: Verdict;
}

const ofAUnit = (unseen: Verdict, unless?: State): Sight => ({
  from: { 'unit-head': THEIR_OWN_AND_BELOW, reporter: THEIR_OWN_AND_BELOW },
  unless,
  unseen,
});

/** A unit sees itself and what is below; a meeting is for the body, for whoever keeps and for whoever watches. */
export const SIGHT: Readonly<Partial<Record<Kind, Sight>>> = {
  // Before it is given to a unit, any may find that it is theirs.
  issue: ofAUnit('404 issue.unknown', 'delivered'),
  task: ofAUnit('404 task.unknown'),
  round: ofAUnit('404 round.unknown'),
  regulation: ofAUnit('404 round.unknown'),
  plan: ofAUnit('404 plan.unknown'),
  evidence: ofAUnit('404 evidence.no-such-file'),
  handover: ofAUnit('404 handover.unknown', 'none'),
  meeting: {
    from: Object.fromEntries(
      (['leader', 'unit-head', 'reporter', 'admin', 'security'] as const).map((role) => [role, OF_THE_BODY]),
    ),
    unseen: '404 meeting.unknown',
  },
};

/** Whether somebody sees the things of a kind in a state, as far as they may read any. */
export const sees = ({ of, shownTo }: Row, state: State, { roles, place }: Pick<Who, 'roles' | 'place'>): boolean => {
  const sight = SIGHT[of];
  if (!sight || sight.unless === state) return true;
  return roles.some((role) => (sight.from[role] && (shownTo ?? sight.from[role]).includes(place)) ?? true);
};

const found = (by: ByWho | undefined, role: Role, place: Place): Verdict => {
  if (by === undefined || typeof by === 'string') return by ?? 'yes';
  const verdict = by[`${role} ${place}`] ?? by[place] ?? by[role] ?? by.else;
  if (!verdict) throw new Error(`the table says nothing of ${role} ${place}`);
  return verdict;
};

const ofState = ({ may, in: states }: Row, state: State): ByWho | undefined => {
  if (!states) return may;
  const verdict = states[state] ?? states.else;
  if (!verdict) throw new Error(`the table says nothing of ${state}`);
  return verdict;
};

const asRole = (row: Row, state: State, { who, role }: { who: Who; role: Role }): Verdict => {
  if (typeof row.roles !== 'string' && !row.roles.includes(role)) return '403 rights.denied';
  if (!row.toAll && !sees(row, state, { roles: [role], place: who.place })) return row.unseen ?? SIGHT[row.of]!.unseen;
  return found(ofState(row, state), role, who.place);
};

/** Of several roles the one that gets furthest counts. */
export const expected = (row: Row, state: State, who: Who): Verdict => {
  if (row.roles === 'everyone') return found(ofState(row, state), who.roles[0]!, who.place);
  if (who.scope !== undefined && !row.scopes?.includes(who.scope)) return '403 rights.out-of-scope';
  const verdicts = who.roles.map((role) => asRole(row, state, { who, role }));
  return verdicts.find((one) => one === 'yes') ?? verdicts.find((one) => one !== '403 rights.denied') ?? verdicts[0]!;
};

/** What is looked at before the proof. */
const BEFORE_PROOF: ReadonlySet<Verdict> = new Set(['403 rights.denied', '403 rights.out-of-scope']);

export const withoutProof = (verdict: Verdict): Verdict => (BEFORE_PROOF.has(verdict) ? verdict : '403 proof.needed');

export const expectedOf = (row: Row, flaw: Flaw): Verdict => {
  if (row.roles === 'everyone') return found(row.may, 'reporter', 'own');
  return row.beforePassword && flaw === 'a one-time password' ? found(row.may, 'reporter', 'own') : FLAWS[flaw];
};

export const get = (path: string): Ask => ({ method: 'GET', path });
export const post = (path: string, body: object = {}): Ask => ({ method: 'POST', path, body });
