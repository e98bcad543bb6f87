// The double of EventStoreDB in a process of its own, so that it shares no event loop with whoever is measured.
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.ts';

const double = await EventStoreDbDouble.start();
process.stdout.write(`${double.url}\n`);
process.once('SIGTERM', () => void double.close().then(() => process.exit(0)));
