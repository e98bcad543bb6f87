import { createHash } from 'node:crypto';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { startOfDay } from '../clock.js';
import { Command, type Decider, on, onFacts } from './decider.js';
import { Engine } from '../engine.js';
import { RuleBroken } from '../errors.js';
import type { Event } from '../event.js';
import { type Handling, handling } from './handling.js';
import { commanded } from '../testing/given-decider.js';

type Said = Event<'Said', { readonly text: string }>;

class Say extends Command {
  text!: string;
}

const speech: Decider<readonly string[], Said> = {
  category: 'speech',
  initial: [],
  evolve: (said, { data }) => [...said, data.text],
  decisions: [
    on(
      Say,
      ({ text }: Say, said): Said[] => {
        if (text === '') throw new RuleBroken('speech.empty');
        return said.includes(text) ? [] : [{ type: 'Said', data: { text } }];
      },
      'Said',
    ),
  ],
};

let settled: string[];
let fails: boolean;
let engine: Engine;
const say = (text: string, commandId: string) => engine.execute(commanded(Say, { text, commandId }));
const [FIRST, SECOND] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

beforeEach(async () => {
  settled = [];
  fails = false;
  engine = new Engine({
    store: await openEventStore('memory:'),
    readStore: await openReadStore('sqlite::memory:'),
    contexts: [
      {
        name: 'speeches',
        deciders: [speech],
        views: [],
        handlings: [
          handling(Say, {
            settle: async ({ id, text }, look) => {
              if (fails) throw new Error('not settled');
              settled.push(`${text} of ${(await look.state(speech, id)).state.join()}`);
            },
          }),
        ],
      },
    ],
    digest: (text) => text,
  });
});

describe('what is to be done once a command was taken', () => {
  it('is done when it is stored, and also when there was nothing to do', async () => {
    await say('a', FIRST);
    await say('a', SECOND);
    expect(settled).toEqual(['a of a', 'a of a']);
  });

  it('is not done when it was refused', async () => {
    await expect(say('', FIRST)).rejects.toThrow(RuleBroken);
    expect(settled).toEqual([]);
  });

  it('tells the client that it failed, leaves what was taken, and is done when the request is repeated', async () => {
    fails = true;
    await expect(say('a', FIRST)).rejects.toThrow('not settled');
    fails = false;
    expect(await say('a', FIRST)).toMatchObject({ repeated: true, version: 1 });
    expect(settled).toEqual(['a of a']);
  });
});

describe('a decision on facts from elsewhere', () => {
  class Echo extends Command {}
  class Answer extends Command {}
  const echo = (_: Echo, __: readonly string[], { heard }: { readonly heard: string }): Said[] => [
    { type: 'Said', data: { text: heard } },
  ];
  const talk: Decider<readonly string[], Said> = {
    ...speech,
    category: 'talk',
    decisions: [onFacts(Echo, echo, 'Said'), on(Answer, () => [{ type: 'Said', data: { text: 'answered' } }], 'Said')],
  };
  const over = async (...handlings: Handling[]) =>
    new Engine({
      store: await openEventStore('memory:'),
      readStore: await openReadStore('sqlite::memory:'),
      contexts: [{ name: 'talks', deciders: [talk], views: [], handlings }],
      digest: (text) => createHash('sha256').update(text).digest('hex'),
    });
  const gathered = handling(Echo, {
    decide: echo,
    facts: async ({ id }, look) => ({ heard: (await look.state(talk, id)).state.join() }),
    alongside: async (command, look) => ({ before: [look.follow(command, Answer, { id: command.id })] }),
  });
  const asking = (commandId: string) => commanded(Echo, { id: 'x', commandId });

  it('does not start while nobody gathers them, and names the command', async () => {
    await expect(over()).rejects.toThrow('Echo is decided on facts that nobody gathers');
    const other = handling(Echo, { decide: (): Said[] => [], facts: async () => undefined });
    await expect(over(other)).rejects.toThrow('the facts of Echo are gathered for another decision');
  });

  it('is taken with its companions, also in a list, where it knows what was decided before', async () => {
    const talks = await over(gathered);
    await talks.executeAll([asking(FIRST), asking(SECOND)]);
    const { state } = await talks.lookup.state(talk, 'x');
    expect(state).toEqual(['answered', '', 'answered', 'answered,']);
  });

  it('is rehearsed with them and leaves nothing, and the command is frozen', async () => {
    const talks = await over(gathered);
    const command = asking(FIRST);
    await talks.rehearseOne(command);
    expect(await talks.rehearse([command])).toMatchObject([{ id: 'x' }, { commandId: FIRST }]);
    expect(await talks.store.head()).toBe('0');
    expect(Object.isFrozen(command)).toBe(true);
  });
});

describe('a command that names no day, of a fact whose day a context knows', () => {
  const dated = async (day: string | undefined, fields: Partial<Say> = {}) => {
    const store = await openEventStore('memory:');
    const asked = handling(Say, { happenedOn: async () => day });
    const speeches = new Engine({
      store,
      readStore: await openReadStore('sqlite::memory:'),
      contexts: [{ name: 'speeches', deciders: [speech], views: [], handlings: [asked] }],
      digest: (text) => text,
    });
    await speeches.execute(commanded(Say, { text: 'a', issuedAt: '2024-01-10T02:00:00.000Z', ...fields }));
    return (await store.readStream('speech-x'))[0]!.metadata.effectiveAt;
  };

  it('happened on that day, unless one is named or that day is still to come', async () => {
    expect(await dated('2024-01-05')).toBe(startOfDay('2024-01-05'));
    expect(await dated('2024-01-05', { effectiveOn: '2024-01-07' })).toBe(startOfDay('2024-01-07'));
    expect(await dated('2024-01-11')).toBe('2024-01-10T02:00:00.000Z');
    expect(await dated(undefined)).toBe('2024-01-10T02:00:00.000Z');
  });
});
