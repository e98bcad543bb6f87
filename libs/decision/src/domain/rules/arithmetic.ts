import type { Matter, MeetingRules, RuleSet, Share } from './rule-set.js';

/** The least number of people that is the share of `of`, or more than the share where it says so; never nobody. */
export const leastOf = ({ numerator, denominator, inclusive }: Share, of: number): number => {
  const share = (of * numerator) / denominator;
  return inclusive ? Math.max(1, Math.ceil(share)) : Math.floor(share) + 1;
};

/** A share that not even all of them can reach. */
export const isOutOfReach = ({ numerator, denominator, inclusive }: Share): boolean =>
  inclusive ? numerator > denominator : numerator >= denominator;

export const quorumOf = (rules: MeetingRules, matter?: Matter): Share =>
  (matter && rules.quorumFor[matter]) ?? rules.quorum;

/** Nobody decides alone what a body decides, whatever its rules. */
export const LEAST_DECIDING = 2;

/** How few can decide under the rules, of a body of so many. */
export const fewestDeciding = ({ rules }: Pick<RuleSet, 'rules'>, entitled: number): number => {
  if (rules.way === 'sign-offs') return rules.required;
  const { quorum, quorumFor, passing } = rules;
  const quorums = [quorum, ...Object.values(quorumFor)].map((share) => leastOf(share, entitled));
  return leastOf(passing, passing.of === 'present' ? Math.min(...quorums) : entitled);
};

/** People of one vote: entitled (应到), those who attend and vote (实到), and of both those recused from the item. */
export interface Attending {
  readonly entitled: number;
  /** Without those recused from the item. */
  readonly present: number;
  readonly recused: number;
}

export interface Tally {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
}

export interface Needed {
  /** The number that the share is taken of. */
  readonly of: number;
  readonly needed: number;
}

const counted = ({ recused }: MeetingRules, attending: Attending): number =>
  recused === 'entitled' ? attending.entitled : attending.entitled - attending.recused;

export const quorumNeeded = (rules: MeetingRules, matter: Matter | undefined, attending: Attending): Needed => {
  const of = counted(rules, attending);
  return { of, needed: leastOf(quorumOf(rules, matter), of) };
};

export const yesNeeded = (rules: MeetingRules, attending: Attending): Needed => {
  const of = rules.passing.of === 'present' ? attending.present : counted(rules, attending);
  return { of, needed: leastOf(rules.passing, of) };
};
