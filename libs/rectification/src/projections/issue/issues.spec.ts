import { rowsOf } from '#event-sourcing/testing';
import type { IssueEvent } from '../../domain/issue/events.js';
import {
  approved,
  delivered,
  endorsed,
  evidence,
  issueEvent,
  life,
  progress,
  reopened,
  requested,
  signed,
} from '../../../../../test/support/round-events.js';
import { idOfEvent, projected } from '../../../../../test/support/projected-views.js';
import { findIssue, issues } from './issues.js';

const detail = (...past: Parameters<typeof rowsOf>[2][]) => rowsOf(issues, 'issue-i1', ...past).get('i1')!;

/** Every event id in the row, wherever it stands. */
const idsIn = (value: unknown): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, part]) => (key === 'id' && typeof part === 'string' ? [part] : idsIn(part)))
    : [];

describe('the detail of an issue whose life holds every kind of event', () => {
  it('is changed by each of them', () => {
    const unheard = new Set<IssueEvent['type']>(life.map(({ type }) => type));
    issues.types?.forEach((type) => unheard.delete(type as IssueEvent['type']));
    expect([...unheard]).toEqual([]);
    life.reduce((before, _, i) => {
      const after = JSON.stringify(detail(...life.slice(0, i + 1)));
      expect(after).not.toBe(before);
      return after;
    }, '');
  });

  it('shows each event at least once', () => {
    const shown = new Set(idsIn(detail(...life)));
    expect(life.map((_, i) => idOfEvent(i + 1)).filter((id) => !shown.has(id))).toEqual([]);
  });
});

describe('progress that is corrected', () => {
  it('stays beside its correction, each naming the other', () => {
    const correction = issueEvent('ProgressCorrected', {
      corrects: idOfEvent(2),
      narrative: '更正',
      measures: [],
      percent: 30,
      figures: [],
    });
    const row = detail(delivered('1'), progress(40, '原报'), correction);
    expect(
      row.progress.map(({ id, narrative, corrects, correctedBy }) => [id, narrative, corrects, correctedBy]),
    ).toEqual([
      [idOfEvent(2), '原报', null, idOfEvent(3)],
      [idOfEvent(3), '更正', idOfEvent(2), null],
    ]);
    expect(row.percent).toBe(30);
    expect(row.progress[0]?.by).toEqual({ personId: 'person-1', name: '张三', post: '', unit: '' });
  });
});

describe('evidence that is replaced', () => {
  it('stays, with its versions counted', () => {
    const row = detail(delivered('1'), evidence('e1'), evidence('e2', 'e1'), evidence('e3', 'e2'), evidence('x'));
    expect(row.evidence.map(({ sha256, version, replacedBy }) => [sha256, version, replacedBy])).toEqual([
      ['e1', 1, 'e2'],
      ['e2', 2, 'e3'],
      ['e3', 3, null],
      ['x', 1, null],
    ]);
  });
});

describe('a closure that took two attempts', () => {
  const row = detail(
    delivered('1'),
    requested(['person-9']),
    issueEvent('IssueReturned', { level: 'unit' }),
    requested(),
    endorsed('unit', false),
    endorsed('office', true),
    signed(1, 1),
    signed(2, 2),
    approved,
  );

  it('keeps both, with who signed and how each ended', () => {
    expect(row.closureAttempts).toMatchObject([
      { involved: ['person-9'], endorsements: [], signOffs: [], outcome: { kind: 'returned', level: 'unit' } },
      {
        endorsements: [{ level: 'unit' }, { level: 'office' }],
        signOffs: [{ signature: { personId: 'leader-1' }, count: 1 }, { count: 2 }],
        outcome: { kind: 'approved', contentHash: 'h1', decided: { way: 'sign-offs' } },
      },
    ]);
    expect(row.closed).toMatchObject({ way: 'decided', contentHash: 'h1' });
  });

  it('remembers, once reopened, what had closed it', () => {
    const again = detail(delivered('1'), requested(), approved, reopened);
    expect(again.closed).toBeNull();
    expect(again.reopenings).toMatchObject([{ source: 'relapse', closing: { way: 'decided' } }]);
    expect(again.closureAttempts[0]?.outcome?.kind).toBe('approved');
  });
});

describe('an issue asked for as of a day', () => {
  it('shows what was true then', async () => {
    const { reader } = await projected(
      [issues],
      [
        { stream: 'issue-i1', event: delivered('1'), at: '2023-09-01T00:00:00.000Z' },
        {
          stream: 'issue-i1',
          event: progress(40),
          at: '2023-10-01T00:00:00.000Z',
          recorded: '2023-12-01T00:00:00.000Z',
        },
      ],
    );
    const percent = async (moment: object) => (await findIssue(reader, { id: 'i1', ...moment }))?.row.percent;
    expect(await percent({})).toBe(40);
    expect(await percent({ asOf: '2023-09-30T00:00:00.000Z' })).toBe(0);
    expect(await percent({ asOf: '2023-10-02T00:00:00.000Z', knownAt: '2023-11-01T00:00:00.000Z' })).toBe(0);
    expect(await percent({ asOf: '2023-10-02T00:00:00.000Z' })).toBe(40);
  });
});
