import type { RuleSet, Share } from './rule-set.js';

const REGULATION = '《中国共产党党组工作条例》（2019年修订）';

const half = (inclusive: boolean, source: string): Share => ({ numerator: 1, denominator: 2, inclusive, source });

/** A change of any of them raises its version; decisions taken before keep the version they were taken under. */
export const partyGroup: RuleSet = {
  key: 'party-group',
  version: 3,
  title: { zh: '党组工作条例', en: 'Regulation on the work of leading Party members groups' },
  source: REGULATION,
  rules: {
    way: 'meeting',
    quorum: half(true, `${REGULATION}：半数以上成员到会方可召开`),
    quorumFor: {
      appointment: {
        numerator: 2,
        denominator: 3,
        inclusive: true,
        source: `${REGULATION}：讨论决定干部任免、处分党员事项，三分之二以上成员到会`,
      },
    },
    passing: { ...half(false, `${REGULATION}：赞成人数超过应到会成员半数为通过`), of: 'entitled' },
    ballots: ['named', 'secret', 'show-of-hands'],
    chairSpeaksLast: true,
    chairStates: 'before-vote',
    recused: 'entitled',
    involved: 'recused',
  },
};

export const simpleMajority: RuleSet = {
  key: 'simple-majority',
  version: 3,
  title: { zh: '简单多数', en: 'Simple majority' },
  source: '本单位议事规则',
  rules: {
    way: 'meeting',
    quorum: half(false, '本单位议事规则：过半数成员到会'),
    quorumFor: {},
    passing: { ...half(false, '本单位议事规则：到会成员过半数赞成'), of: 'present' },
    ballots: ['named', 'secret', 'show-of-hands'],
    chairSpeaksLast: false,
    recused: 'left-out',
    involved: 'recused',
  },
};

export const signOffs = (required: number): RuleSet => ({
  key: 'sign-offs',
  version: 2,
  title: { zh: `${required}人会签`, en: `Sign-off by ${required}` },
  source: '本单位议事规则：小型单位会签',
  rules: { way: 'sign-offs', required },
});

export const presetKeys = ['party-group', 'simple-majority', 'sign-offs'] as const;
export type PresetKey = (typeof presetKeys)[number];
