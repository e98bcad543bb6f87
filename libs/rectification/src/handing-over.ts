import { idOf, type Process } from '#event-sourcing';
import type { HandoverAccepted } from './domain/handover/events.js';
import { ChangeHandler } from './domain/issue/handover/handler.js';
import { ChangeTaskHandler } from './domain/task/assignment.js';

/** What both have signed is carried out: every issue and task of the list changes hands, each once. */
export const handingOver: Process<HandoverAccepted> = {
  name: 'handingover',
  commands: [ChangeHandler, ChangeTaskHandler],
  types: new Set(['HandoverAccepted']),
  instance: ({ stream }) => idOf(stream),
  react: ({ id: handover, data: { from, to, work } }) =>
    work.map(({ kind, id }) => ({
      command: kind === 'issue' ? ChangeHandler : ChangeTaskHandler,
      id,
      fields: { from, to, handover, reason: `${from.name}向${to.name}移交工作` },
    })),
};
