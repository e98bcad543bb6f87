import { type Command, type Handling, handling, type Lookup } from '#event-sourcing';
import type { ResultFacts } from '../domain/issue/correction/entries.js';
import { issue } from '../domain/issue/issue.js';
import {
  CorrectAccountability,
  RecordAccountability,
  correctAccountability,
  recordAccountability,
} from '../domain/issue/work/accountability.js';
import { CorrectRecovery, RecordRecovery, correctRecovery, recordRecovery } from '../domain/issue/work/recovery.js';
import { ledger } from '../projections/ledger/ledger.js';
import { amounts } from '../projections/ledger/tally.js';
import { sumsOf } from '../projections/round/issue-figures.js';

/** Beside the entry: what its round has already. An issue that does not exist is refused by the decision. */
const facts = async ({ id }: Command, look: Lookup): Promise<ResultFacts> => {
  const { roundId } = (await look.state(issue, id)).state.delivered;
  if (roundId === '') return {};
  const reader = await look.through([ledger]);
  const counted = await reader.count(ledger, 'amounts', { where: { roundId } });
  const { recoveredFen: recovered, accountability } = sumsOf(
    [...counted].map(([text, count]) => [amounts(String(text)), count] as const),
  );
  return { inRound: { recovered, accountability } };
};

export const resultHandlings: readonly Handling[] = [
  handling(RecordRecovery, { decide: recordRecovery, facts }),
  handling(CorrectRecovery, { decide: correctRecovery, facts }),
  handling(RecordAccountability, { decide: recordAccountability, facts }),
  handling(CorrectAccountability, { decide: correctAccountability, facts }),
];
