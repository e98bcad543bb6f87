import { trail } from '#audit';
import { type Command, type Recorded, RuleBroken, type View } from '#event-sourcing';
import { nine, secretary } from '../domain/examples.js';
import * as meetings from '../domain/meeting/commands.js';
import type { Choice } from '../domain/meeting/events.js';
import { WatchedKeeper, World } from '../facts/world.fixture.js';

/** All that is different without any choice: what is sealed, keys, and when the store took an event. */
const settled = (text: string): string =>
  text
    .replaceAll(/"sealed":"[\w.-]+"/g, ({ length }) => `"sealed":${length}`)
    .replaceAll(/"x":"[\w-]+"/g, '"x"')
    .replaceAll(/"recordedAt":"[^"]+"/g, '"recordedAt"');

const rowsOf = (view: View<unknown>, events: readonly Recorded[]): unknown[] => {
  const rows = new Map<string, unknown>();
  for (const event of events.filter(({ type }) => !view.types || view.types.has(type))) {
    const key = view.key(event);
    if (key !== undefined) rows.set(key, view.fold(rows.get(key), event));
  }
  return [...rows.values()];
};

/** Seven members vote; what every event, digest, row of every view and told command says before the decision and with it. */
const told = async (choices: readonly Choice[], ballot: 'named' | 'secret') => {
  const said: string[] = [];
  const tell = (command: Command, more?: unknown) =>
    said.push(JSON.stringify([command.constructor.name, command, more instanceof RuleBroken ? more.details : more]));
  const keeper = new WatchedKeeper();
  const world = await World.begin(keeper, { taken: tell, refused: tell });
  await world.establish();
  const itemId = await world.convene();
  await world.open(itemId, choices.length);
  await world.send(meetings.OpenVote, secretary, { id: 'm1', body: { itemId, ballot } });
  await world.vote(itemId, choices);
  await world.refusal(meetings.CastVote, nine[1]!, { id: 'm1', body: { itemId, choice: choices[1] } });
  const everything = async () => {
    const events = await world.store.readAll('0', 1_000);
    const views = [...world.engine.views, trail] as View<unknown>[];
    const rows = views.map((view) => [view.name, rowsOf(view, events)]);
    return settled([...said, ...[events, rows].map((one) => JSON.stringify(one))].join('\n'));
  };
  const before = await everything();
  await world.send(meetings.DecideItem, secretary, { id: 'm1', body: { itemId } });
  return { before, after: await everything() };
};

const seven = (choice: Choice): Choice[] => Array.from({ length: 7 }, () => choice);
const words = /"(yes|no|abstain)"/g;

describe('a secret choice', () => {
  it('is told by no event, no digest, no view, no trail entry and to no observer before the decision', async () => {
    const texts = await Promise.all((['yes', 'no', 'abstain'] as const).map((choice) => told(seven(choice), 'secret')));
    expect(new Set(texts.map(({ before }) => before)).size).toBe(1);
    expect(texts[0]!.before.includes('BallotCast')).toBe(true);
    expect(texts[0]!.before.match(words)).toBeNull();
  });

  it('is told by nothing but the totals afterwards, whoever cast it', async () => {
    const one = await told(['no', 'yes', 'yes', 'yes', 'yes', 'yes', 'abstain'], 'secret');
    const other = await told(['yes', 'abstain', 'yes', 'yes', 'no', 'yes', 'yes'], 'secret');
    expect(one.after.includes('ItemAdopted')).toBe(true);
    expect(one.after === other.after).toBe(true);
  });

  it('would be noticed: a named one is told by events, view and trail, and to no observer', async () => {
    const [yes, no] = [await told(seven('yes'), 'named'), await told(seven('no'), 'named')];
    expect(yes.before === no.before).toBe(false);
    expect(yes.before.match(words)).toHaveLength(3 * 7);
  });
});
