import { type Append, type AppendResult, BEGINNING, type ExpectedVersion } from '#event-sourcing';
import * as fc from 'fast-check';
import type { EventStoreModel, Kept } from './event-store-model.js';
import { someEvent } from './some-events.js';
import { asKept, type StoreBesideModel } from './store-beside-model.js';

type Step = fc.AsyncCommand<EventStoreModel, StoreBesideModel>;
type Expectation = 'right' | 'one less' | 'one more' | 'none' | 'exists' | 'any';

/** An append before its expectation is made out against the streams as they then are. */
interface DrawnPart {
  readonly stream: string;
  readonly expectation: Expectation;
  readonly numbers: readonly number[];
}
type Batch = readonly (readonly DrawnPart[])[];

const idOf = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

const madeOut = (expectation: Expectation, version: number): ExpectedVersion => {
  if (expectation === 'right') return version;
  if (expectation === 'one less') return Math.max(0, version - 1);
  return expectation === 'one more' ? version + 1 : expectation;
};

type Sending = (model: EventStoreModel) => Append;

const sending =
  (parts: readonly DrawnPart[]): Sending =>
  (model) =>
    parts.map(({ stream, expectation, numbers }) => ({
      stream,
      expected: madeOut(expectation, model.version(stream)),
      events: numbers.map((number) => someEvent({ number }, idOf(number))),
    }));

/** The appends as they are sent, the answers due, and the model as it is before the first and after each. */
const foretold = (batch: readonly Sending[], model: EventStoreModel) => {
  const after = model.clone();
  const states = [after.clone()];
  const sent = batch.map((send) => {
    const append = send(after);
    const answer = after.take(append);
    states.push(after.clone());
    return { append, answer };
  });
  return { appends: sent.map(({ append }) => append), answers: sent.map(({ answer }) => answer), states };
};

const answered = (result: AppendResult) =>
  result instanceof Error
    ? { outcome: result.name, versions: [] }
    : { outcome: result.outcome, versions: result.versions };

const remember = (real: StoreBesideModel, appends: readonly Append[], results: readonly AppendResult[]): void =>
  results.forEach((result, i) => {
    if (result instanceof Error) return;
    appends[i]!.forEach(({ events }, part) => real.tell(events.at(-1)!.id, result.positions[part]!));
  });

const shown = (batch: Batch): string =>
  batch
    .map((parts) => parts.map(({ stream, expectation, numbers }) => `${stream}@${expectation}[${numbers}]`).join('+'))
    .join(', ');

/** What `run` does, under a name that a failure prints. */
const step = (name: string, run: Step['run'], check: Step['check'] = () => true): Step => ({
  run,
  check,
  toString: () => name,
});

const send = async (batch: readonly Sending[], model: EventStoreModel, real: StoreBesideModel): Promise<void> => {
  const { appends, answers, states } = foretold(batch, model);
  real.sent.push(appends);
  const results = await real.store.append(appends);
  expect(results.map(answered)).toEqual(answers);
  remember(real, appends, results);
  model.become(states.at(-1)!);
};

const append = (batch: Batch): Step =>
  step(`append(${shown(batch)})`, (model, real) => send(batch.map(sending), model, real));

/** Sends again what was sent before, to the letter. */
const repeat = (share: number): Step =>
  step(`repeat(${share.toFixed(2)})`, (model, real) => {
    const again = real.sent[Math.floor(share * real.sent.length)] ?? [];
    const batch = again.map((append) => () => append);
    return send(batch, model, real);
  });

const readStream = (stream: string, after: number): Step =>
  step(`readStream(${stream} > ${after})`, async (model, real) => {
    const events = await real.store.readStream(stream, after);
    expect(events.map(asKept)).toEqual(model.stream(stream).slice(after));
    expect(events.map(({ data }) => idOf((data as { number: number }).number))).toEqual(events.map(({ id }) => id));
  });

/** `share` of the way into what is there. */
const placeAt = (model: EventStoreModel, share: number): number => Math.floor(share * (model.all.length + 1));

const readAll = (share: number, limit: number): Step =>
  step(`readAll(${share.toFixed(2)}, ${limit})`, async (model, real) => {
    const from = placeAt(model, share);
    const events = await real.store.readAll(await real.positionOf(model, from), limit);
    expect(events.map(asKept)).toEqual(model.all.slice(from, from + limit));
  });

const follow = (share: number): Step =>
  step(`subscribe(${share.toFixed(2)})`, async (model, real) => {
    const from = placeAt(model, share);
    real.follow(from, await real.positionOf(model, from));
  });

const restart: Step = step('restart', (_, real) => real.replace(real.surviving.restart!));

const idsOf = (all: readonly Kept[]): string => all.map(({ id, version }) => `${id} ${version}`).join();

/** An append that was answered is kept. One that was not is kept as a whole or not at all, and none before it is lost. */
const crash = (batch: Batch): Step =>
  step(`crash(${shown(batch)})`, async (model, real) => {
    const { appends, answers, states } = foretold(batch.map(sending), model);
    real.sent.push(appends);
    const answering = real.store.append(appends).catch(() => undefined);
    await real.replace(real.surviving.crash!);
    const results = await answering;
    if (results) expect(results.map(answered)).toEqual(answers);
    const kept = (await real.store.readAll(BEGINNING, states.at(-1)!.all.length + 10)).map(asKept);
    const possible = results ? states.slice(-1) : states;
    const state = possible.find(({ all }) => idsOf(all) === idsOf(kept));
    if (!state) expect(kept).toEqual(possible.at(-1)!.all);
    model.become(state!);
  });

export interface Drawing {
  /** The store lives on after its process. */
  readonly survives: boolean;
  /** For engines that take an append over several streams part by part: one stream an append, one append a batch. */
  readonly oneStreamAtATime: boolean;
}

const STREAMS = 3;
const share = fc.double({ min: 0, max: 0.999, noNaN: true });

const drawnBatch = ({ oneStreamAtATime }: Drawing): fc.Arbitrary<Batch> => {
  // Few numbers come again and again, so that ids collide; most are new.
  const number = fc.oneof({ weight: 5, arbitrary: fc.nat(0xffffff) }, { weight: 1, arbitrary: fc.nat(4) });
  const part = fc
    .record({
      stream: fc.nat(STREAMS - 1),
      expectation: fc.constantFrom<Expectation[]>(
        'right',
        'right',
        'right',
        'one less',
        'one more',
        'none',
        'exists',
        'any',
      ),
      numbers: fc.array(number, { minLength: 1, maxLength: 3 }),
    })
    .map(({ stream, expectation, numbers }) => ({
      stream: `note-${stream}`,
      expectation,
      numbers: oneStreamAtATime ? numbers.map((one) => one * STREAMS + stream) : numbers,
    }));
  const atMost = oneStreamAtATime ? 1 : 3;
  const parts = fc.array(part, { minLength: 1, maxLength: oneStreamAtATime ? 1 : 2 });
  return fc.array(parts, { minLength: 1, maxLength: atMost });
};

/** Sequences of what may happen to a store. */
export const steps = (drawing: Drawing, maxCommands: number) => {
  const batch = drawnBatch(drawing);
  const common = [
    batch.map(append),
    batch.map(append),
    fc
      .record({ stream: fc.nat(STREAMS), after: fc.nat(6) })
      .map(({ stream, after }) => readStream(`note-${stream}`, after)),
    fc.record({ share, limit: fc.nat(8) }).map(({ share: at, limit }) => readAll(at, limit)),
    share.map(follow),
    share.map(repeat),
  ];
  return fc.commands(drawing.survives ? [...common, fc.constant(restart), batch.map(crash)] : common, { maxCommands });
};
