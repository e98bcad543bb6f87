import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { contexts } from '../../apps/server/src/contexts.js';
import { eventCatalogue } from '../../apps/server/src/event-catalogue.js';
import { rights } from '../../apps/server/src/server.module.js';
import { eventsDocument } from './events-document.js';

const unused = { dataDirectory: tmpdir(), fileLimit: 1 };

writeFileSync('docs/events.md', eventsDocument(eventCatalogue(contexts(unused), rights)));
