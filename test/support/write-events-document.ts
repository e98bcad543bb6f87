import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { eventCatalogue } from '../../apps/server/src/event-catalogue.js';
import { declared } from '../../apps/server/src/declared.js';
import { eventsDocument } from './events-document.js';

writeFileSync('docs/events.md', eventsDocument(eventCatalogue(declared)));
