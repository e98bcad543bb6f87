import { listed, opened, provenance, roundEvent } from '../../../../../test/support/round-events.js';
import { idOfEvent, projected, type PastEvent } from '../../../../../test/support/projected-views.js';
import { register, streamsOfRound } from './register.js';
import { findRound, listRounds, rounds } from './rounds.js';

const inRound = (event: PastEvent['event'], at?: string): PastEvent => ({ stream: 'round-r1', event, at });

const past: PastEvent[] = [
  inRound(opened, '2023-08-29T00:00:00.000Z'),
  inRound(roundEvent('FindingTextRecorded', { text: '原文', sha256: 'one', provenance })),
  inRound(listed('i1', '1')),
  inRound(listed('i2', '10')),
  inRound(listed('i3', '2', '管路')),
  inRound(roundEvent('TaskListed', { taskId: 't1', number: '1', issueIds: ['i1', 'i2'] })),
  inRound(
    roundEvent('FindingTextSuperseded', { text: '更正', sha256: 'two', supersedes: 'one' }),
    '2023-09-02T00:00:00.000Z',
  ),
  inRound(roundEvent('WorkOrganised', { paragraphs: ['成立领导小组。'] })),
  inRound(roundEvent('ContactAnnounced', { phone: '12345' })),
  inRound(
    roundEvent('BreakdownRevised', {
      from: opened.data.breakdown,
      to: { ...opened.data.breakdown, headings: 3 },
    }),
  ),
  inRound(
    roundEvent('CountingRuleChanged', {
      from: opened.data.countingRule,
      to: { ...opened.data.countingRule, version: 2, longTermCounts: true },
    }),
  ),
  inRound(
    roundEvent('ClosurePolicyChanged', {
      from: opened.data.closurePolicy,
      to: { endorsements: ['unit', 'office'], way: 'sign-offs', required: 3 },
    }),
  ),
  { stream: 'round-r2', event: { ...opened, data: { ...opened.data, deliveredOn: '2022-01-01' } } },
];

describe('a round with a register', () => {
  it('counts what is listed beside what was asserted', async () => {
    const { reader } = await projected([rounds, register], past);
    const round = await findRound(reader, { id: 'r1' });
    expect(round?.row).toMatchObject({
      id: 'r1',
      organisation: '河湾镇党委',
      asserted: { areas: 2, headings: 3 },
      listed: { areas: 2, headings: 2, issues: 3, tasks: 1 },
      countingRule: { version: 2, longTermCounts: true },
      closurePolicy: { required: 3 },
      workParagraphs: ['成立领导小组。'],
      contact: { phone: '12345' },
    });
  });

  it('keeps the finding text that another superseded', async () => {
    const { reader } = await projected([rounds, register], past);
    const texts = (await findRound(reader, { id: 'r1' }))?.row.findingTexts;
    expect(texts?.map(({ id, text, supersededBy }) => ({ id, text, supersededBy }))).toEqual([
      { id: idOfEvent(2), text: '原文', supersededBy: 'two' },
      { id: idOfEvent(7), text: '更正', supersededBy: null },
    ]);
  });

  it('shows the earlier picture as of an earlier day', async () => {
    const { reader } = await projected([rounds, register], past);
    const before = await findRound(reader, { id: 'r1', asOf: '2023-09-01T00:00:00.000Z' });
    expect(before?.row).toMatchObject({ contact: null, asserted: { headings: 2 }, listed: { issues: 3 } });
    expect(await findRound(reader, { id: 'r1', asOf: '2023-08-01T00:00:00.000Z' })).toBeUndefined();
  });

  it('lists rounds, the latest delivered first', async () => {
    const { reader } = await projected([rounds, register], past);
    const { rows } = await listRounds(reader, { title: '巡察' });
    expect(rows.map(({ row }) => [row.id, row.listed.issues])).toEqual([
      ['r1', 3],
      ['r2', 0],
    ]);
    expect((await listRounds(reader, { organisation: '他处' })).rows).toEqual([]);
  });

  it('names the streams of all that belongs to it', async () => {
    const { reader } = await projected([rounds, register], past);
    expect(new Set(await streamsOfRound(reader, 'r1'))).toEqual(
      new Set(['round-r1', 'plan-r1', 'issue-i1', 'issue-i2', 'issue-i3', 'task-t1']),
    );
  });
});

describe('facts about a round that was never opened', () => {
  it('leave no row', async () => {
    const { reader } = await projected([rounds, register], past.slice(1, 2));
    expect(await findRound(reader, { id: 'r1' })).toBeUndefined();
  });
});
