import {
  CastVote,
  CloseMeeting,
  ConveneMeeting,
  DecideItem,
  DrawUpRecord,
  EstablishBody,
  OpenMeeting,
  OpenVote,
  PutOnAgenda,
  RecordAttendance,
  TakeUpItem,
} from '#decision';
import type { DemoSteps } from '../demo-steps.js';
import type { LiveDays } from './live-days.js';

const PLACE = '党工委三楼会议室';
const MEMBERS = ['leader-1', 'leader-2', 'leader-3'] as const;
/** Keeps the meetings. */
const SECRETARY = 'office';

interface Called {
  readonly steps: DemoSteps;
  readonly days: LiveDays;
  readonly id: string;
  readonly held: number;
}

/** The leading group as a body, with its rules and its secretary. */
export const establishTheBody = (steps: DemoSteps, days: LiveDays): void => {
  const { directory } = steps;
  const positions = ['chair', 'vice-chair', 'member'] as const;
  const members = MEMBERS.map((login, at) => ({
    personId: directory.personId(login),
    position: positions[at]!,
    from: days.at(-69),
  }));
  steps.add(
    EstablishBody,
    { by: 'system', on: days.at(-69) },
    {
      id: directory.liveBodyId,
      name: '党工委巡察整改工作领导小组',
      competence: ['plan', 'closure', 'long-term', 'other'],
      ruleSet: { preset: 'simple-majority' },
      members,
      secretaryId: directory.personId(SECRETARY),
    },
  );
};

const convene = (called: Called, title: string, agenda: readonly string[]): readonly string[] => {
  const { steps, days, id, held } = called;
  const act = { by: SECRETARY, on: days.at(Math.min(held - 2, 0)) };
  const bodyId = steps.directory.liveBodyId;
  steps.add(ConveneMeeting, act, { id, bodyId, title, heldOn: days.at(held), place: PLACE, form: 'meeting' });
  agenda.forEach((one) => steps.add(PutOnAgenda, act, { id, matter: 'other', title: one }));
  // An item is known by the command that put it on the agenda.
  return agenda.map((_, at) => steps.directory.idOf(`PutOnAgenda/${id}/${at}`));
};

const open = ({ steps, days, id, held }: Called): void => {
  const act = { by: SECRETARY, on: days.at(held) };
  const entries = MEMBERS.map((login) => ({
    personId: steps.directory.personId(login),
    attendance: 'present' as const,
  }));
  steps.add(RecordAttendance, act, { id, entries });
  steps.add(OpenMeeting, act, { id });
};

const vote = ({ steps, days, id, held }: Called, itemId: string): void => {
  const act = { by: SECRETARY, on: days.at(held) };
  steps.add(TakeUpItem, act, { id, itemId });
  steps.add(OpenVote, act, { id, itemId, ballot: 'named' });
};

const hold = (called: Called, items: readonly string[]): void => {
  const { steps, days, id, held } = called;
  const day = days.at(held);
  open(called);
  for (const itemId of items) {
    vote(called, itemId);
    for (const by of MEMBERS) steps.add(CastVote, { by, on: day }, { id, itemId, choice: 'yes' });
    steps.add(DecideItem, { by: SECRETARY, on: day }, { id, itemId });
  }
  steps.add(CloseMeeting, { by: SECRETARY, on: day }, { id });
};

/** One whose record is to be signed, one without a record, one that votes, and one that is called for tomorrow. */
export const holdMeetings = (steps: DemoSteps, days: LiveDays): void => {
  const called = (number: number, held: number): Called => ({
    steps,
    days,
    held,
    id: steps.directory.liveMeetingId(number),
  });
  const recorded = called(1, -8);
  hold(recorded, convene(recorded, '领导小组第一次专题会议', ['听取集中整改进展情况汇报', '研究整改督查安排']));
  steps.add(DrawUpRecord, { by: SECRETARY, on: days.at(-7) }, { id: recorded.id, remarks: '会议资料已归档。' });
  const unrecorded = called(2, -3);
  hold(unrecorded, convene(unrecorded, '领导小组第二次专题会议', ['研究逾期事项督办措施']));
  const running = called(3, 0);
  const [first] = convene(running, '领导小组第三次专题会议', [
    '审议群众反映集中问题的办理意见',
    '研究整改成果公开事项',
  ]);
  open(running);
  vote(running, first!);
  convene(called(4, 1), '领导小组第四次会议', [
    '听取各牵头单位集中整改情况汇报',
    '研究长期整改事项推进措施',
    '研究下一步督查安排',
  ]);
};
