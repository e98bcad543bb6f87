import { StoreUnavailable } from '#event-sourcing';
import { ready, secretary, subject, third } from '../domain/examples.js';
import * as meetings from '../domain/meeting/commands.js';
import type { Choice, MeetingEvent } from '../domain/meeting/events.js';
import { WatchedKeeper, World } from '../facts/world.fixture.js';
import { freshKey, opened, sealed, sealOf } from './ballot-seal.js';

type Cast = Extract<MeetingEvent, { type: 'BallotCast' }>;

const choices: readonly Choice[] = ['yes', 'no', 'abstain', 'yes', 'yes', 'yes', 'yes'];

describe('a seal', () => {
  it('is opened by its key alone, and tells the choices without their order', async () => {
    const key = await freshKey();
    const ballots = await Promise.all(choices.map((choice) => sealed(sealOf(key), choice)));
    expect(await opened(key, ballots)).toEqual(['abstain', 'no', 'yes', 'yes', 'yes', 'yes', 'yes']);
    await expect(opened(await freshKey(), ballots)).rejects.toThrow('decryption operation failed');
    expect(Object.keys(sealOf(key)).sort()).toEqual(['crv', 'kty', 'x']);
  });

  it('gives texts of one length, none of them twice', async () => {
    const seal = sealOf(await freshKey());
    const ballots = await Promise.all([...choices, ...choices].map((choice) => sealed(seal, choice)));
    expect(new Set(ballots.map(({ length }) => length)).size).toBe(1);
    expect(new Set(ballots).size).toBe(ballots.length);
  });
});

describe('a secret vote', () => {
  let world: World;
  let keeper: WatchedKeeper;
  let itemId: string;

  const about = (body: object = {}) => ({ id: 'm1', body: { itemId, ...body } });
  const openVote = () => world.send(meetings.OpenVote, secretary, about({ ballot: 'secret' }));
  const decide = () => world.send(meetings.DecideItem, secretary, about());

  beforeEach(async () => {
    keeper = new WatchedKeeper();
    world = await World.begin(keeper);
    await world.establish();
    itemId = await world.convene();
    await world.open(itemId, 7);
  });

  it('is decided by totals, and its key is destroyed with the decision', async () => {
    await openVote();
    await world.vote(itemId, choices);
    expect([...keeper.kept.keys()]).toEqual([`ballot-key/m1/${itemId}`]);
    const key = [...keeper.kept.values()][0]!;
    expect(await decide()).toEqual(['ItemAdopted']);
    const events = await world.events('meeting-m1');
    expect(events.at(-1)).toMatchObject({
      data: { result: { yes: 5, no: 1, abstain: 1, ballot: 'secret', present: 7, needed: 5 } },
    });
    expect(keeper.kept.size).toBe(0);
    const ballots = events.filter((event): event is Cast => event.type === 'BallotCast').map(({ data }) => data.sealed);
    expect(await opened(key, ballots)).toHaveLength(7);
    const next = await keeper.secret(`ballot-key/m1/${itemId}`, await freshKey());
    await expect(opened(next, ballots)).rejects.toThrow('decryption operation failed');
  });

  it('takes each member once, and nobody learns of a second choice', async () => {
    await openVote();
    await world.send(meetings.CastVote, third, about({ choice: 'yes' }));
    expect(await world.refusal(meetings.CastVote, third, about({ choice: 'no' }))).toMatchObject({
      code: 'vote.cast-already',
      cast: 1,
      voters: 7,
    });
  });

  it('is opened with one key however often it is asked for, and a late request leaves no key behind', async () => {
    await openVote();
    expect(await openVote()).toEqual([]);
    expect(keeper.kept.size).toBe(1);
    await world.vote(itemId, choices);
    await decide();
    expect(await world.refusal(meetings.OpenVote, secretary, about({ ballot: 'secret' }))).toMatchObject({
      code: 'item.decided-already',
    });
    expect(await decide()).toEqual([]);
    expect(keeper.kept.size).toBe(0);
  });

  it('asks for no key where the vote is by name', async () => {
    const gone = (): Promise<never> => Promise.reject(new StoreUnavailable('gone'));
    Object.assign(keeper, { secret: gone, forget: gone });
    await world.send(meetings.OpenVote, secretary, about({ ballot: 'named' }));
    await world.vote(itemId, choices);
    expect(await decide()).toEqual(['ItemAdopted']);
    expect(await world.send(meetings.CloseMeeting, secretary, { id: 'm1' })).toEqual(['MeetingClosed']);
  });

  it('is not decided, nor any ballot opened, before all have voted', async () => {
    await openVote();
    await world.send(meetings.CastVote, third, about({ choice: 'yes' }));
    const command = world.command(meetings.DecideItem, secretary, about()) as meetings.DecideItem;
    await expect(world.engine.execute(command)).rejects.toMatchObject({ code: 'vote.incomplete' });
    expect(command).not.toHaveProperty('opened');
    expect(keeper.kept.size).toBe(1);
  });

  it('cannot be decided once its key is lost, and is put off instead', async () => {
    await openVote();
    await world.vote(itemId, choices);
    await keeper.forget(`ballot-key/m1/${itemId}`);
    expect(await world.refusal(meetings.DecideItem, secretary, about())).toMatchObject({
      code: 'vote.not-opened',
      cast: 7,
      opened: 0,
    });
    expect(keeper.kept.size).toBe(0);
    expect(await world.send(meetings.PutOffItem, secretary, about())).toEqual(['ItemPutOff']);
  });

  it('has no key any more when it is put off or the meeting cancelled', async () => {
    await openVote();
    await world.send(meetings.PutOffItem, secretary, about());
    expect(keeper.kept.size).toBe(0);
  });

  it('leaves no key of a vote that was refused when the meeting is cancelled', async () => {
    world.subjects.facts.set('i1', ready(subject('i1', { contentHash: 'h2' })));
    expect(await world.refusal(meetings.OpenVote, secretary, about({ ballot: 'secret' }))).toMatchObject({
      code: 'item.changed-since-pinned',
    });
    expect(keeper.kept.size).toBe(1);
    await world.send(meetings.CancelMeeting, secretary, { id: 'm1', body: { reason: '改期' } });
    expect(keeper.kept.size).toBe(0);
  });

  describe('whose process died between the decision and the destruction of the key', () => {
    let forget: WatchedKeeper['forget'];

    beforeEach(async () => {
      await openVote();
      await world.vote(itemId, choices);
      forget = keeper.forget.bind(keeper);
      keeper.forget = () => Promise.reject(new StoreUnavailable('gone'));
    });

    it('has it destroyed by the same request sent again', async () => {
      const command = () => world.command(meetings.DecideItem, secretary, about());
      const first = command();
      await expect(world.engine.execute(first)).rejects.toThrow(StoreUnavailable);
      expect((await world.events('meeting-m1')).at(-1)!.type).toBe('ItemAdopted');
      expect(keeper.kept.size).toBe(1);
      keeper.forget = forget;
      const again = Object.assign(command(), { commandId: first.commandId });
      expect(await world.engine.execute(again)).toMatchObject({ repeated: true });
      expect(keeper.kept.size).toBe(0);
    });

    it('has it destroyed before the meeting is closed, and is not closed while it cannot be', async () => {
      await expect(decide()).rejects.toThrow(StoreUnavailable);
      await expect(world.send(meetings.CloseMeeting, secretary, { id: 'm1' })).rejects.toThrow(StoreUnavailable);
      keeper.forget = forget;
      expect(await world.send(meetings.CloseMeeting, secretary, { id: 'm1' })).toEqual(['MeetingClosed']);
      expect(keeper.kept.size).toBe(0);
    });
  });
});
