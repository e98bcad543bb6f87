import { ViewRunner } from '#event-sourcing';
import { openEventStoreReadOnly } from '#event-store';
import { leading, openReadStore } from '#read-store';
import { tallies } from './tallies.view.js';

// Projects one view while this process leads; says "up" when it has begun, leading or standing by.
const [, , url] = process.argv;
const store = await openEventStoreReadOnly(url!);
const readStore = await openReadStore(url!);
const runner = new ViewRunner(store, readStore, [tallies], { pollMs: 20, batch: 20 });
await leading(readStore, {
  start: async () => {
    await runner.start();
    process.stdout.write('leads\n');
  },
  stop: async () => {
    await runner.stop();
    process.stdout.write('stopped\n');
  },
});
process.stdout.write('up\n');
