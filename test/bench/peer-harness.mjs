// What every measured program does around its own store: fills the streams, warms its code, runs the commands, tells one
// line of JSON.
import { inFlight, inFlightFor } from './measure.mjs';
import { SEED, STREAMS, streamOf } from './payload.mjs';

/** `node PROGRAM STORE PLACE WIDTH SECONDS`; the place is a folder or the URL of an empty database. */
export const asked = () => {
  const [store, place, width, seconds] = process.argv.slice(2);
  return { store, place, width: Number(width), seconds: Number(seconds) };
};

/** A race that the store noticed is run again, as any user of it would; anything else ends the measurement. */
const untilTaken = async (work, isLostRace, races) => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLostRace(error)) throw error;
      races.lost += 1;
    }
  }
};

const SEED_TRIES = 20;

/** Filling is not measured: what a busy store refuses is tried again. */
const filled = async (seed) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await seed();
    } catch (error) {
      if (attempt === SEED_TRIES) throw error;
    }
  }
};

const reasonOf = (error) => {
  const causes = [];
  for (let cause = error; cause; cause = cause.cause) causes.push(String(cause.message ?? cause));
  return [...new Set(causes)].join(': ').split('\n')[0].slice(0, 160);
};

/** `seed` fills one stream with so many events; `report` loads one stream, decides and appends one event to it. */
export const tell = async ({ seed, report, isLostRace, lastRefusal }, { store, width, seconds }) => {
  const races = { lost: 0 };
  let taken = 0;
  let told;
  try {
    await inFlight(STREAMS, store.startsWith('sqlite') ? 1 : 8, (stream) =>
      filled(() => seed(`issue-${stream}`, SEED)),
    );
    const one = async (i) => {
      await untilTaken(() => report(`issue-${streamOf(i)}`, i), isLostRace, races);
      taken += 1;
    };
    await inFlightFor(seconds / 2, width, one);
    const rate = await inFlightFor(seconds, width, one);
    told = { rate, taken, lostRaces: races.lost };
  } catch (error) {
    told = { failure: reasonOf(lastRefusal?.() ?? error), taken, lostRaces: races.lost };
  }
  process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
};
