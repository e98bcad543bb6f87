import type { Decided } from '../domain/issue/events.js';

/** The decision behind an end, short enough for a line: who signed, or which body decided with how many votes. */
export type DecisionSummary =
  | { readonly way: 'sign-offs'; readonly signatories: readonly string[] }
  | {
      readonly way: 'meeting';
      readonly body: string;
      readonly meeting: string;
      readonly item: number;
      readonly entitled: number;
      readonly yes: number;
      readonly no: number;
      readonly abstain: number;
    };

export const summaryOf = (decided: Decided): DecisionSummary => {
  if (decided.way === 'sign-offs') return { way: 'sign-offs', signatories: decided.signatures.map(({ name }) => name) };
  const { body, meeting, item, result } = decided;
  const { entitled, yes, no, abstain } = result;
  return { way: 'meeting', body: body.name, meeting: meeting.name, item: item.number, entitled, yes, no, abstain };
};
