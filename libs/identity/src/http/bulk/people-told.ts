import type { SheetTold } from '#contracts';
import { RuleBroken } from '#event-sourcing';
import type { RowFault } from './bulk-request.js';
import type { RowNeed } from './row-needs.js';

export interface PersonOutcome {
  /** From 1, as in the request. */
  readonly row: number;
  /** 行: of the sheet that the rows came in. */
  readonly line?: number;
  readonly name?: string;
  /**
   * `registered`: stored but for the account, which is for somebody else to open. `repeated`: this very request stored
   * it before, and its password was shown then. `nothing`: all of it was so already.
   */
  readonly outcome: 'stored' | 'registered' | 'repeated' | 'nothing' | 'refused';
  /** What the row comes to, and who may do that; absent where the row cannot be read. */
  readonly needs?: readonly RowNeed[];
  readonly personId?: string;
  readonly accountId?: string;
  /** Shown this once. */
  readonly oneTimePassword?: string;
  readonly faults: readonly RowFault[];
}

export interface PeopleRegistered {
  /** Nothing was stored: the outcomes and numbers are those that there would be. */
  readonly dryRun?: true;
  readonly units: readonly { readonly row: number; readonly name: string; readonly id: string }[];
  readonly rows: readonly PersonOutcome[];
  readonly stored: number;
  readonly refused: number;
  /** How the sheet was read that the rows came in. */
  readonly sheet?: SheetTold;
}

export const counted = (outcomes: readonly PersonOutcome[]): Pick<PeopleRegistered, 'stored' | 'refused'> => {
  const of = (which: PersonOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === which).length;
  return { stored: outcomes.length - of('refused') - of('nothing'), refused: of('refused') };
};

export const refusedRows = (
  wrong: readonly Pick<PersonOutcome, 'row' | 'line' | 'needs' | 'faults'>[],
  list = 'rows',
): RuleBroken =>
  new RuleBroken('people.rows-refused', {
    rows: wrong.flatMap(({ faults, ...row }) =>
      faults.map((fault) => ({ list, row: row.row, line: row.line, needs: row.needs, ...fault })),
    ),
  });
