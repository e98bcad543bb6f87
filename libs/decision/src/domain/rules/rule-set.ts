/** What a body may be asked to decide: 整改方案 / 销号 / 长期整改 / 干部任免 / 其他事项 */
export const matters = ['plan', 'closure', 'long-term', 'appointment', 'other'] as const;
export type Matter = (typeof matters)[number];

/** Of a chair who speaks last. */
export const chairStates = ['before-vote', 'before-result'] as const;
export type ChairStates = (typeof chairStates)[number];

/** 本人账号记名投票 / 无记名投票 / 举手表决, entered by the secretary and confirmed by the signatures of the record. */
export const ballots = ['named', 'secret', 'show-of-hands'] as const;
export type Ballot = (typeof ballots)[number];

/** A share of a number of people, and where it is written. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
  /** "以上" takes the share itself as enough, "超过" and "过半数" do not. */
  readonly inclusive: boolean;
  readonly source: string;
}

export interface MeetingRules {
  readonly way: 'meeting';
  /** Of the members entitled (应到). */
  readonly quorum: Share;
  /** Where a matter asks for more. */
  readonly quorumFor: Readonly<Partial<Record<Matter, Share>>>;
  readonly passing: Share & { readonly of: 'entitled' | 'present' };
  /** The ways of voting that count. */
  readonly ballots: readonly Ballot[];
  /** 末位表态: the chair states a view after everybody else. */
  readonly chairSpeaksLast: boolean;
  /**
   * Where the chair speaks last: when others have spoken and before anybody votes, or when all others have voted. Rule
   * sets stored without it mean the latter.
   */
  readonly chairStates?: ChairStates;
  /** Whether members recused from an item count into the number entitled. */
  readonly recused: 'entitled' | 'left-out';
  /** What happens to members who worked on the thing decided: recused by rule, or their vote refused. */
  readonly involved: 'recused' | 'refused';
}

/** 会签, for small organisations: so many members sign; there is no meeting. */
export interface SignOffRules {
  readonly way: 'sign-offs';
  readonly required: number;
}

/** Versioned data: what was in force is kept with every decision taken under it. */
export interface RuleSet {
  readonly key: string;
  readonly version: number;
  readonly title: { readonly zh: string; readonly en: string };
  /** The document that the rules come from. */
  readonly source: string;
  readonly rules: MeetingRules | SignOffRules;
}
