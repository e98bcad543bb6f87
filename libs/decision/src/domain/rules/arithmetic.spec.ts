import { isOutOfReach, leastOf, quorumNeeded, quorumOf, yesNeeded } from './arithmetic.js';
import { partyGroup, simpleMajority } from './presets.js';
import type { MeetingRules, Share } from './rule-set.js';

const share = (numerator: number, denominator: number, inclusive: boolean): Share => ({
  numerator,
  denominator,
  inclusive,
  source: 'spec',
});

const shares = [
  [1, 2],
  [2, 3],
  [3, 4],
  [1, 3],
  [4, 5],
  [1, 1],
].flatMap(([n, d]) => [share(n!, d!, true), share(n!, d!, false)]);

/** Said once more, without a division: so many people, at least one, are the share of `of`, or more than it. */
const reaches = (people: number, { numerator, denominator, inclusive }: Share, of: number): boolean =>
  people >= 1 && (inclusive ? people * denominator >= numerator * of : people * denominator > numerator * of);

interface Cell {
  readonly entitled: number;
  readonly present: number;
  readonly recused: number;
}

/** Every split of the entitled into those who vote, those recused and those who stay away. */
const cells: Cell[] = Array.from({ length: 15 }, (_, i) => i + 1).flatMap((entitled) =>
  Array.from({ length: entitled + 1 }, (_, present) => present).flatMap((present) =>
    Array.from({ length: entitled - present + 1 }, (_, recused) => ({ entitled, present, recused })),
  ),
);

const splits = (present: number): { yes: number; no: number; abstain: number }[] =>
  Array.from({ length: present + 1 }, (_, yes) => yes).flatMap((yes) =>
    Array.from({ length: present - yes + 1 }, (_, no) => ({ yes, no, abstain: present - yes - no })),
  );

const countings = ['entitled', 'left-out'] as const;
const denominators = ['entitled', 'present'] as const;

const ofWhom = ({ entitled, present, recused }: Cell, rules: MeetingRules): number => {
  if (rules.passing.of === 'present') return present;
  return rules.recused === 'entitled' ? entitled : entitled - recused;
};

const meetingRules = (over: Partial<MeetingRules>): MeetingRules => ({
  ...(partyGroup.rules as MeetingRules),
  ...over,
});

const quorumCells = cells.length * shares.length * countings.length;
const voteCells =
  cells.map(({ present }) => splits(present).length).reduce((a, b) => a + b, 0) *
  shares.length *
  countings.length *
  denominators.length;

/** Written down, so that a cell that is lost is seen. */
const QUORUM_CELLS = 19_560;
const VOTE_CELLS = 744_144;

describe('the arithmetic of a meeting', () => {
  it(`agrees with counting without division on ${quorumCells} cells of quorum`, () => {
    const wrong: object[] = [];
    const all = shares.flatMap((quorum) => countings.map((recused) => meetingRules({ quorum, recused })));
    for (const rules of all) {
      for (const cell of cells) {
        const of = rules.recused === 'entitled' ? cell.entitled : cell.entitled - cell.recused;
        const { needed } = quorumNeeded(rules, undefined, cell);
        const holds = reaches(cell.present, rules.quorum, of);
        if (cell.present >= needed !== holds) wrong.push({ rules, cell });
      }
    }
    expect(wrong).toEqual([]);
    expect(quorumCells).toBe(QUORUM_CELLS);
  });

  it(`agrees with counting without division on ${voteCells} cells of yes, no and abstention`, () => {
    let counted = 0;
    const wrongIn = (rules: MeetingRules, cell: Cell) => {
      const { needed } = yesNeeded(rules, cell);
      const each = splits(cell.present);
      counted += each.length;
      return each.filter(({ yes }) => yes >= needed !== reaches(yes, rules.passing, ofWhom(cell, rules)));
    };
    const all = shares.flatMap((passing) =>
      countings.flatMap((recused) => denominators.map((of) => meetingRules({ recused, passing: { ...passing, of } }))),
    );
    const wrong = all.flatMap((rules) =>
      cells.flatMap((cell) => wrongIn(rules, cell).map((split) => ({ passing: rules.passing, cell, split }))),
    );
    expect(wrong).toEqual([]);
    expect(counted).toBe(VOTE_CELLS);
  });

  it('lets neither abstentions nor absences help an item through', () => {
    const { rules } = partyGroup as { rules: MeetingRules };
    for (const cell of cells) {
      const { needed } = yesNeeded(rules, cell);
      expect(needed * 2).toBeGreaterThan(cell.entitled);
      expect((needed - 1) * 2).toBeLessThanOrEqual(cell.entitled);
    }
  });

  it('needs of nine entitled five to come and five yes, of ten five to come and six yes', () => {
    const { rules } = partyGroup as { rules: MeetingRules };
    const nine = { entitled: 9, present: 5, recused: 0 };
    expect([quorumNeeded(rules, 'closure', nine).needed, yesNeeded(rules, nine).needed]).toEqual([5, 5]);
    const ten = { entitled: 10, present: 5, recused: 0 };
    expect([quorumNeeded(rules, 'closure', ten).needed, yesNeeded(rules, ten).needed]).toEqual([5, 6]);
  });

  it('needs two thirds to come for appointments, as the party group rules say', () => {
    const { rules } = partyGroup as { rules: MeetingRules };
    expect([9, 10, 11, 12].map((entitled) => leastOf(quorumOf(rules, 'appointment'), entitled))).toEqual([6, 7, 8, 8]);
    expect(quorumOf(rules, 'closure')).toBe(rules.quorum);
  });

  it('takes the simple majority of those who vote, and leaves out who is recused', () => {
    const { rules } = simpleMajority as { rules: MeetingRules };
    const attending = { entitled: 9, present: 4, recused: 2 };
    expect(quorumNeeded(rules, 'closure', attending)).toEqual({ of: 7, needed: 4 });
    expect(yesNeeded(rules, attending)).toEqual({ of: 4, needed: 3 });
  });

  it('is never content with nobody', () => {
    for (const one of [share(0, 1, true), share(0, 1, false), share(1, 2, true)]) {
      expect(leastOf(one, 0)).toBe(1);
    }
  });
});

describe('a share that can never be reached', () => {
  it('is one that all of them together do not make', () => {
    for (const one of shares.concat(share(3, 2, true), share(3, 2, false), share(0, 1, false))) {
      const ever = Array.from({ length: 15 }, (_, i) => i + 1).some((of) => reaches(of, one, of));
      expect({ one, out: isOutOfReach(one) }).toEqual({ one, out: !ever });
    }
  });
});
