import { rowsOf } from '#event-sourcing/testing';
import type { BodyEvent } from '../domain/body/events.js';
import type { MeetingEvent } from '../domain/meeting/events.js';
import { bodies, type BodyRow } from './bodies.js';
import * as given from './meeting.fixture.js';
import { meeting } from './meeting.js';
import type { MeetingPicture } from './meeting-picture.js';
import { type MeetingRow, meetings } from './meetings.js';

const { zhao, sun, zhou, zheng } = given;
const body = (...past: BodyEvent[]): BodyRow => rowsOf(bodies, 'body-b1', given.established, ...past).get('b1')!;
const row = (...past: MeetingEvent[]): MeetingRow => rowsOf(meetings, 'meeting-m1', ...past).get('m1')!;
const picture = (...past: MeetingEvent[]): MeetingPicture => rowsOf(meeting, 'meeting-m1', ...past).get('m1')!;
const positions = ({ members }: BodyRow) => members.map(({ person, position, to }) => [person.name, position, to]);

describe('the list of bodies', () => {
  it('shows members with their position, and who is chair after a change', () => {
    expect(positions(body())).toEqual([
      ['赵建国', 'chair', undefined],
      ['孙丽华', 'vice-chair', undefined],
      ['周敏', 'member', undefined],
    ]);
    const changed = body({ type: 'ChairAppointed', data: { person: sun, from: '2023-06-01', before: zhao } });
    expect(positions(changed).slice(0, 2)).toEqual([
      ['赵建国', 'member', undefined],
      ['孙丽华', 'chair', undefined],
    ]);
  });

  it('takes a chair from outside in as a member', () => {
    const changed = body({ type: 'ChairAppointed', data: { person: zheng, from: '2023-06-01', before: zhao } });
    expect(positions(changed).at(-1)).toEqual(['郑刚', 'chair', undefined]);
  });

  it('keeps whoever left, with the last day, and whoever does not count for a time', () => {
    const changed = body(
      { type: 'MembershipEnded', data: { person: zhou, to: '2023-06-30' } },
      { type: 'MemberExcluded', data: { person: sun, from: '2023-07-01' } },
      { type: 'ExclusionEnded', data: { person: sun, to: '2023-08-31' } },
    );
    expect(positions(changed).at(-1)).toEqual(['周敏', 'member', '2023-06-30']);
    expect(changed.exclusions).toEqual([{ person: sun, from: '2023-07-01', to: '2023-08-31', reason: undefined }]);
  });
});

describe('the list of meetings', () => {
  it('counts items and results, and tells the state', () => {
    expect(row(...given.held)).toMatchObject({ state: 'closed', adopted: 1, votedDown: 0, putOff: 1 });
    expect(row(...given.held).agenda).toHaveLength(2);
    const removed: MeetingEvent = { type: 'ItemTakenOffAgenda', data: { itemId: 'i-2', title: '档案管理不规范' } };
    expect(row(given.convened, given.item('i-1', 1), given.item('i-2', 2), removed).agenda).toEqual([
      { itemId: 'i-1', title: '学习不够深入' },
    ]);
  });

  it('tells who has yet to vote, until the item is decided', () => {
    const voting = given.held.slice(0, 12);
    expect(row(...voting).voting).toEqual({ itemId: 'i-1', waiting: ['p1'] });
    expect(row(...given.held.slice(0, 15)).voting).toBeUndefined();
  });

  it('tells who has yet to sign the record, and when all have', () => {
    const recorded = [...given.held, given.recordDrawnUp];
    expect(row(...recorded)).toMatchObject({ state: 'recorded', toSign: ['p1', 'p2'] });
    expect(row(...recorded, given.recordSigned(zheng, 1))).toMatchObject({ state: 'recorded', toSign: ['p1', 'p2'] });
    const signed = [...recorded, given.recordSigned(sun, 1), given.recordSigned(zhao, 2)];
    expect(row(...signed)).toMatchObject({ state: 'signed', toSign: [] });
  });

  it('follows a correction of the roll call', () => {
    const roll = [given.convened, given.attending(zhao, 'present'), given.attending(sun, 'present')];
    expect(row(...roll, given.attending(zhao, 'absent', '临时公务')).present).toEqual(['p2']);
  });
});

describe('the picture of a meeting', () => {
  it('tells of each item what was said, who voted for what, and what came of it', () => {
    const [first, second] = picture(...given.held).items;
    expect(first).toMatchObject({
      state: 'adopted',
      discussion: [{ speaker: sun, text: '整改措施已落实' }],
      chairView: { speaker: zhao, text: '同意销号' },
      vote: { ballot: 'named', turnout: [sun, zhao] },
      result: { yes: 2, needed: 2 },
    });
    expect(first!.vote!.votes.map(({ person, choice }) => [person.name, choice])).toEqual([
      ['孙丽华', 'yes'],
      ['赵建国', 'yes'],
    ]);
    expect(second).toMatchObject({ state: 'put-off', putOff: { cause: 'changed', current: 'b'.repeat(64) } });
  });

  it('tells of a secret ballot who has voted and nothing else', () => {
    const sealed: MeetingEvent = { type: 'BallotCast', data: { itemId: 'i-1', voter: sun, sealed: 'eyJ' } };
    const [first] = picture(...given.held.slice(0, 10), given.voteOpened('i-1', 'secret'), sealed).items;
    expect(first!.vote).toEqual({ ballot: 'secret', voters: [zhao, sun], votes: [], turnout: [sun] });
  });

  it('names whoever was present as those who sign, and collects their signatures', () => {
    const { record, state } = picture(...given.held, given.recordDrawnUp, given.recordSigned(sun, 1));
    expect(record!.signatories).toEqual([zhao, sun]);
    expect([state, record!.signatures.map(({ name }) => name)]).toEqual(['recorded', ['孙丽华']]);
  });
});
