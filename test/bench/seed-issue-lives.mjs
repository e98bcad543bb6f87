// A store full of whole lives: rounds of forty issues, each from delivery to closure, in the shapes the program writes.
import { createHash } from 'node:crypto';
import { newId } from '#event-sourcing-nest';
import { openEventStore } from '#event-store';
import * as lives from '../support/round-events.ts';

/** Unless told otherwise. */
const ISSUES_OF_ROUND = 40;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2023-01-02T01:00:00Z');
const BATCH = 50;

const person = (n, role) => ({
  id: `account-${n % 300}`,
  personId: `person-${n % 300}`,
  name: `干部${n % 300}`,
  post: '科长',
  unitId: `unit-${n % 50}`,
  unit: `第${n % 50}工作部`,
  roles: [role],
  client: 'bench',
});

const criterion = '全年学习不少于12次';

const hash = (text) => createHash('sha256').update(text).digest('hex');

/** The version that the program writes of each type; 1 of all others. */
const schemaVersions = { ProgressReported: 2 };

const recordable = ({ type, data }, { actor, day, command, reason }) => {
  const id = newId();
  const effectiveAt = new Date(FIRST_DAY + day * DAY_MS).toISOString();
  const metadata = {
    actor,
    reason,
    effectiveAt,
    correlationId: id,
    causationId: id,
    command,
    commandId: id,
    commandHash: hash(id),
  };
  return { id, type, schemaVersion: schemaVersions[type] ?? 1, data, metadata };
};

const narrative =
  '一是组织理论学习中心组集体学习13次、交流研讨13次;二是修订完善制度2项;三是开展专项检查,发现问题均已整改到位。';
const worded = {
  measures: ['组织学习', '修订制度'],
  figures: [{ name: '集体学习', value: 13, unit: '次', on: '2023-10-31' }],
};

const placeOf = (n, ofRound) => ({ number: String((n % ofRound) + 1), area: `方面${n % 4}`, heading: `大项${n % 12}` });

const life = (n, { roundId, start, ofRound }) => {
  const unit = { id: `unit-${n % 50}`, name: `第${n % 50}工作部` };
  const named = (k) => ({ id: `person-${k % 300}`, name: `干部${k % 300}` });
  const contentHash = hash(`content ${n}`);
  const signature = (k) => ({
    personId: `person-${k % 300}`,
    name: `干部${k % 300}`,
    post: '副组长',
    unit: '领导小组',
  });
  const [office, reporter, leader] = [person(1, 'office'), person(n + 7, 'reporter'), person(n + 90, 'leader')];
  const text = `第${n}项问题:制度执行不严格,学习记录与实际不符。`;
  const given = { leader: named(n + 90), leadUnit: unit, supportingUnits: [], handler: named(n + 7) };
  const file = { name: '签到表.pdf', size: 48_000, datedOn: '2023-10-30' };
  const request = { contentHash, involved: [`person-${(n + 7) % 300}`], statement: '整改到位,申请销号' };
  const decided = { way: 'sign-offs', required: 2, signatures: [signature(n + 90), signature(n + 91)] };
  const steps = [
    [
      'DeliverIssue',
      office,
      0,
      lives.delivered(placeOf(n, ofRound).number, { roundId, ...placeOf(n, ofRound), text, criteria: [criterion] }),
    ],
    ['AssignIssue', office, 3, lives.assigned(given)],
    ['ClaimIssue', reporter, 4, lives.issueEvent('IssueClaimed', { unit })],
    ['ReportProgress', reporter, 20, lives.progress(50, narrative, worded)],
    ['AttachEvidence', reporter, 40, lives.evidence(hash(`evidence ${n}`), undefined, file)],
    ['ReportProgress', reporter, 45, lives.progress(100, narrative, worded)],
    ['RequestClosure', reporter, 50, lives.issueEvent('ClosureRequested', request)],
    ['EndorseClosure', office, 52, lives.endorsed('office', true, contentHash)],
    ['ApproveClosure', leader, 60, lives.signed(1, 2, { contentHash, signature: signature(n + 90) })],
    ['ApproveClosure', leader, 60, lives.issueEvent('ClosureApproved', { contentHash, decided })],
  ];
  return steps.map(([command, actor, day, event]) => recordable(event, { actor, day: start + day, command }));
};

const round = (k, { start, ofRound }, issues) => [
  recordable(
    lives.roundEvent('RoundOpened', {
      title: `第${k}轮巡察`,
      organisation: `第${k}单位党组`,
      team: `第${k}巡察组`,
      inspectedFrom: '2022-10-01',
      inspectedTo: '2022-12-01',
      deliveredOn: '2023-01-02',
      breakdown: { findings: 12, areas: 4, headings: 12, tasks: null, issues: ofRound },
      countingRule: { version: 1, text: '已销号÷具体问题', longTermCounts: false },
      closurePolicy: { endorsements: ['office'], way: 'sign-offs', required: 2 },
    }),
    { actor: person(1, 'office'), day: start, command: 'OpenRound' },
  ),
  ...issues.map((n) =>
    recordable(lives.listed(`bench-${n}`, ...['number', 'area', 'heading'].map((part) => placeOf(n, ofRound)[part])), {
      actor: person(1, 'office'),
      day: start,
      command: 'ListIssue',
    }),
  ),
];

/** Lives of a round run side by side, so that events of one issue lie apart in the log as they do in use. */
const interleaved = (lives) =>
  Array.from({ length: lives[0].length }, (_, step) => step).flatMap((step) =>
    lives.map((events, i) => ({ i, event: events[step], step })),
  );

/** Ten events an issue, plus one to list it. */
export const fillStore = async (url, issues, ofRound = ISSUES_OF_ROUND) => {
  const store = await openEventStore(url);
  for (let from = 0; from < issues; from += ofRound) {
    const k = from / ofRound;
    const ids = Array.from({ length: Math.min(ofRound, issues - from) }, (_, i) => from + i);
    const start = (k * 7) % 700;
    await store.append([[{ stream: `round-r${k}`, expected: 'none', events: round(k, { start, ofRound }, ids) }]]);
    const appends = interleaved(ids.map((n) => life(n, { roundId: `r${k}`, start, ofRound }))).map(
      ({ i, event, step }) => [{ stream: `issue-bench-${ids[i]}`, expected: step || 'none', events: [event] }],
    );
    for (let at = 0; at < appends.length; at += BATCH * 8) {
      const failed = (await store.append(appends.slice(at, at + BATCH * 8))).find((one) => one instanceof Error);
      if (failed) throw failed;
    }
  }
  return store;
};
