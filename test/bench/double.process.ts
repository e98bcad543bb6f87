// The double of EventStoreDB in a process of its own, so that it does not take turns with whoever calls it. Tells its
// address in one line and ends with its input.
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';

const double = await EventStoreDbDouble.start();
process.stdout.write(`${JSON.stringify({ url: `esdb://127.0.0.1:${double.directPort}?tls=false` })}\n`);
process.stdin.resume().once('end', () => process.exit(0));
