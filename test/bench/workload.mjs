// The command "load, decide, append" as Rectify's kernel does it.
import { createHash } from 'node:crypto';
import { Command } from '#event-sourcing';
import { newId } from '#event-sourcing-nest';
import { actor, payload } from './payload.mjs';

class Report extends Command {}
const counter = {
  category: 'issue',
  initial: { reports: 0 },
  evolve: (state) => ({ reports: state.reports + 1 }),
  decisions: [],
};
const decide = (command) => [{ type: 'ProgressReported', data: command.payload }];

export const bound = (stream, i) => {
  const id = newId();
  const command = Object.assign(new Report(), {
    id: String(stream),
    actor,
    issuedAt: new Date().toISOString(),
    commandId: id,
    commandHash: createHash('sha256').update(id).digest('hex'),
    correlationId: id,
    payload: payload(i),
  });
  return { decider: counter, decide, command };
};
