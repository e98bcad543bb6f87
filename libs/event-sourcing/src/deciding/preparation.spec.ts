import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { Command, type Decider, on } from './decider.js';
import { Engine } from '../engine.js';
import { RuleBroken } from '../errors.js';
import type { Event } from '../event.js';
import { prepare } from './preparation.js';
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
    on(Say, ({ text }: Say, said): Said[] => {
      if (text === '') throw new RuleBroken('speech.empty');
      return said.includes(text) ? [] : [{ type: 'Said', data: { text } }];
    }),
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
        preparations: [
          prepare(
            Say,
            async (command) => [command],
            async ({ id, text }, look) => {
              if (fails) throw new Error('not settled');
              settled.push(`${text} of ${(await look.state(speech, id)).state.join()}`);
            },
          ),
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
