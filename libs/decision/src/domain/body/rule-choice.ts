import { alike } from '#event-sourcing';
import { must, type Refusal, unless } from '../errors.js';
import { fewestDeciding, isOutOfReach, LEAST_DECIDING } from '../rules/arithmetic.js';
import { partyGroup, signOffs, simpleMajority } from '../rules/presets.js';
import type { RuleSet, Share } from '../rules/rule-set.js';
import type { OwnRulesBody, RuleSetBody, ShareBody } from './commands.js';

const shareOf = ({ numerator, denominator, inclusive, source }: ShareBody): Share => ({
  numerator,
  denominator,
  inclusive,
  source,
});

const ownRules = (own: OwnRulesBody, version: number): RuleSet => ({
  key: 'own',
  version,
  title: { zh: own.title, en: own.title },
  source: own.source,
  rules: {
    way: 'meeting',
    quorum: shareOf(own.quorum),
    quorumFor: own.quorumForAppointments ? { appointment: shareOf(own.quorumForAppointments) } : {},
    passing: { ...shareOf(own.passing), of: own.passing.of },
    ballots: own.ballots,
    chairSpeaksLast: own.chairSpeaksLast,
    chairStates: own.chairSpeaksLast ? (own.chairStates ?? 'before-vote') : undefined,
    recused: own.recused,
    involved: own.involved,
  },
});

const preset = ({ preset, required }: RuleSetBody): RuleSet => {
  if (preset === 'party-group') return partyGroup;
  if (preset === 'simple-majority') return simpleMajority;
  must(required !== undefined, 'body.rules-unclear', { field: 'required', preset });
  return signOffs(required);
};

/** The rules asked for; own ones are the version after the last. */
export const chosenRules = (asked: RuleSetBody, lastOwnVersion: number): RuleSet => {
  const { own, preset: key } = asked;
  must((own === undefined) !== (key === undefined), 'body.rules-unclear', { field: 'ruleSet', preset: key });
  return own ? ownRules(own, lastOwnVersion + 1) : preset(asked);
};

export const sameRules = (a: RuleSet, b: RuleSet): boolean => alike({ ...a, version: 0 }, { ...b, version: 0 });

/** The rule set by which one could decide alone. */
export const withinReachOfOne = (ruleSet: RuleSet, entitled: number): Refusal | undefined => {
  const deciding = fewestDeciding(ruleSet, entitled);
  return unless(deciding >= LEAST_DECIDING, 'rules.decided-by-fewer-than-two', { entitled, deciding });
};

/** The rule set that could never let anything pass, with what is too much. */
export const beyondReach = ({ rules }: RuleSet, entitled: number): Refusal | undefined => {
  if (rules.way === 'sign-offs') {
    const { required } = rules;
    return unless(required <= entitled, 'body.rules-out-of-reach', { field: 'required', required, entitled });
  }
  const shares = { quorum: rules.quorum, quorumForAppointments: rules.quorumFor.appointment, passing: rules.passing };
  const beyond = Object.entries(shares).find(([, share]) => share && isOutOfReach(share));
  if (!beyond?.[1]) return undefined;
  const [field, { numerator, denominator, inclusive }] = [beyond[0], beyond[1]];
  return { code: 'body.rules-out-of-reach', details: { field, numerator, denominator, inclusive } };
};
