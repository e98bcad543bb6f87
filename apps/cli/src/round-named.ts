import { RuleBroken, type ViewReader } from '#event-sourcing';
import { findRound, listRounds } from '#rectification';
import { CliFailure } from './failure.js';

const SHOWN = 20;

/** The id of the round with this id, or whose title alone contains these words. */
export const roundNamed = async (reader: ViewReader, words: string): Promise<string> => {
  if (await findRound(reader, { id: words })) return words;
  const { rows } = await listRounds(reader, { title: words, limit: SHOWN });
  const [first] = rows.filter(({ row }) => words !== '' && row.title === words).concat(rows);
  if (words === '' || !first) throw new RuleBroken('round.unknown', { round: words });
  const exact = rows.filter(({ row }) => row.title === words).length;
  if (rows.length > 1 && exact !== 1) {
    throw new CliFailure('cli.round-ambiguous', {
      round: words,
      candidates: rows.map(({ row }) => `${row.id} ${row.title}`),
    });
  }
  return first.row.id;
};
