import { openEventStore } from '#event-store';
import { someEvent, to } from '../contract/some-events.js';

// Appends so many events one by one; each line on stdout acknowledges the one just appended.
const [url, count] = process.argv.slice(2);
const store = await openEventStore(url!);
for (let n = 1; n <= Number(count); n++) {
  const [result] = await store.append([to('note-1', 'any', someEvent({ n }))]);
  if (result instanceof Error) throw result;
  process.stdout.write(`acknowledged ${n}\n`);
}
await store.close();
