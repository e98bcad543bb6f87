import { dateOf, lastPlannedDay, type PlainDate } from '../clock.js';
import type { Command } from './decider.js';
import { type Details, RuleBroken } from '../errors.js';

/** Why a rule says no. `Code` is of the context's catalogue of problems. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly details: Details;
}

/** A rule as a function whose name is its sentence in camelCase; what it answers is the refusal. */
export type Policy<Code extends string, C, State, Facts = unknown> = (
  command: C,
  state: State,
  facts: Facts,
) => Code | Refusal<Code> | undefined;

/** A context's own `must`: only codes of its catalogue. */
export type Must<Code extends string> = (condition: unknown, code: Code, details?: Details) => asserts condition;

export function must(condition: unknown, code: string, details: Details = {}): asserts condition {
  if (!condition) throw new RuleBroken(code, details);
}

/** Days that are planned, each under the name of its field; counted from the day on which they are entered. */
export const mustBePlannedWithinSense = (
  { issuedAt }: Pick<Command, 'issuedAt'>,
  days: Readonly<Record<string, PlainDate | undefined>>,
): void => {
  const latest = lastPlannedDay(dateOf(issuedAt));
  for (const [field, day] of Object.entries(days))
    must(day === undefined || day <= latest, 'day.too-far-ahead', { field, day, latest });
};

/** The refusal when the condition does not hold. */
export const unless = <Code extends string>(
  condition: boolean,
  code: Code,
  details: Details,
): Refusal<Code> | undefined => (condition ? undefined : { code, details });

const refusedBy = (rule: string, refusal: string | Refusal, { actor }: Pick<Command, 'actor'>): RuleBroken => {
  const { code, details } = typeof refusal === 'string' ? { code: refusal, details: { person: actor.name } } : refusal;
  return new RuleBroken(code, rule === '' ? details : { rule, ...details });
};

/** The first rule that is broken refuses, and names itself. Without details of its own, a refusal names who was refused. */
export const obey = <C extends Pick<Command, 'actor'>, State, Facts = undefined>(
  policies: readonly Policy<string, C, State, Facts>[],
  command: C,
  state: State,
  ...facts: undefined extends Facts ? [facts?: Facts] : [facts: Facts]
): void => {
  for (const policy of policies) {
    const refusal = policy(command, state, facts[0] as Facts);
    if (refusal) throw refusedBy(policy.name, refusal, command);
  }
};
