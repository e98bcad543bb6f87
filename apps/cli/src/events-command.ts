import type { Command } from 'commander';
import { BEGINNING, comparePositions, RuleBroken } from '#event-sourcing';
import type { EveryOption } from './command-line.js';
import { configOf, openLog } from './opening.js';
import { print } from './output.js';

const BATCH = 500;
const POSITION = /^(0|[1-9]\d{0,18})$/;

interface EventsOptions extends EveryOption {
  readonly after: string;
}

/** Up to the newest event there is at the start. */
const printEvents = async ({ after, ...options }: EventsOptions): Promise<void> => {
  if (!POSITION.test(after)) throw new RuleBroken('query.bad-position', { option: '--after', after });
  const log = await openLog(await configOf(options));
  try {
    const head = await log.head();
    if (comparePositions(after, head) > 0) throw new RuleBroken('query.position-ahead', { after, head });
    for (let at = after; comparePositions(at, head) < 0;) {
      const events = await log.readAll(at, BATCH);
      const wanted = events.filter(({ position }) => comparePositions(position, head) <= 0);
      if (wanted.length > 0) await print(wanted.map((event) => `${JSON.stringify(event)}\n`).join(''));
      at = wanted.at(-1)?.position ?? head;
    }
  } finally {
    await log.close();
  }
};

export const eventsCommand = (command: Command): Command =>
  command.option('--after <position>', '从该位置之后开始 (behind this position)', BEGINNING).action(printEvents);
