import * as fc from 'fast-check';
import { EventStoreModel } from './event-store-model.js';
import { type Drawing, steps } from './model-commands.js';
import { StoreBesideModel, type Surviving } from './store-beside-model.js';

export interface ModelOptions extends Partial<Drawing> {
  /** How many sequences are tried. */
  readonly runs: number;
  /** Steps of one sequence, at most. */
  readonly length?: number;
}

/** Sequences of steps on a fresh store and on the model, which must agree at every step and at the end. */
const agreement = (
  open: () => Promise<Surviving>,
  { survives = true, oneStreamAtATime = false, length = 30 }: ModelOptions,
) =>
  fc.asyncProperty(steps({ survives, oneStreamAtATime }, length), async (sequence) => {
    const real = new StoreBesideModel(await open());
    const model = new EventStoreModel();
    try {
      await fc.asyncModelRun(() => ({ model, real }), sequence);
      await real.mustEqual(model);
    } finally {
      await real.close();
    }
  });

/** MODEL_SEED in the environment repeats a run whose seed was printed. */
const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 0x7fffffff);

/** The whole port against its reference model. `open` gives a fresh, empty store each time. */
export const describeModel = (name: string, open: () => Promise<Surviving>, options: ModelOptions): void => {
  describe(`${name} event store beside its model`, () => {
    it(`agrees after any sequence of steps (seed ${seed})`, async () => {
      process.stdout.write(`${name}: ${options.runs} sequences, MODEL_SEED=${seed}\n`);
      await fc.assert(agreement(open, options), { seed, numRuns: options.runs });
    });
  });
};

/** The shortest sequence that tells the store from the model; undefined when none was found. */
export const disagreement = async (
  open: () => Promise<Surviving>,
  options: ModelOptions,
): Promise<string | undefined> => {
  const { failed, counterexample } = await fc.check(agreement(open, options), { seed, numRuns: options.runs });
  return failed ? String(counterexample) : undefined;
};
