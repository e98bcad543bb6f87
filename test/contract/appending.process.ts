import { openEventStore } from '#event-store';
import { someEvent, to } from './some-events.js';

// Appends without end; each line on stdout is the id of an event that the store has acknowledged.
const store = await openEventStore(process.argv[2]!);
for (;;) {
  const event = someEvent({ text: '巡察整改'.repeat(50) });
  const [result] = await store.append([to('note-1', 'any', event)]);
  if (result instanceof Error) throw result;
  process.stdout.write(`${event.id}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
