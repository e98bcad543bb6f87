import { type Attending, LEAST_DECIDING, type Tally, yesNeeded } from '../rules/arithmetic.js';
import type { Choice, Named, Result } from './events.js';
import type { Item } from './state.js';
import { attendingOf, rulesOf } from './voters.js';
import type { OpenMeetingState } from './conduct.js';

type Counts = Attending & Tally & { readonly needed: number };

const tallied = (choices: readonly Choice[]): Tally => {
  const count = (choice: Choice) => choices.filter((one) => one === choice).length;
  return { yes: count('yes'), no: count('no'), abstain: count('abstain') };
};

export const isAdopted = ({ yes, needed }: Pick<Counts, 'yes' | 'needed'>): boolean => yes >= needed;

const inChinese = ({ entitled, present, recused, yes, needed }: Counts): string => {
  const people = `应到${entitled}人，出席${present}人，${recused > 0 ? `回避${recused}人，` : ''}`;
  return isAdopted({ yes, needed })
    ? `通过：${people}赞成${yes}票，达到所需${needed}票`
    : `未通过：${people}赞成${yes}票，少于所需${needed}票`;
};

const inEnglish = ({ entitled, present, recused, yes, needed }: Counts): string => {
  const people = `entitled ${entitled}, present ${present}, ${recused > 0 ? `recused ${recused}, ` : ''}`;
  return isAdopted({ yes, needed })
    ? `adopted: ${people}yes ${yes} >= ${needed}`
    : `not passed: ${people}yes ${yes} < ${needed}`;
};

/** The choices of a secret ballot come without their voters. */
export interface Counted extends Pick<Result, 'ballot' | 'votes'> {
  /** Present are those who had a vote. */
  readonly voters: readonly Named[];
  readonly choices: readonly Choice[];
}

export const resultOf = (
  meeting: OpenMeetingState,
  item: Item,
  { ballot, votes, voters, choices }: Counted,
): Result => {
  const attending = attendingOf(meeting, item, voters);
  const needed = Math.max(LEAST_DECIDING, yesNeeded(rulesOf(meeting), attending).needed);
  const counts = { ...attending, ...tallied(choices), needed };
  const { key, version, title } = meeting.opened.ruleSet;
  return {
    ...counts,
    ballot,
    votes,
    ruleSet: { key, version, title: title.zh },
    explanation: { zh: inChinese(counts), en: inEnglish(counts) },
  };
};
