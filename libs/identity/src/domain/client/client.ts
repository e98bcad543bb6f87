import { type Decider, on, onFacts } from '#event-sourcing';
import * as Commands from './commands.js';
import * as decide from './decide.js';
import type { ClientEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Client } from './state.js';

export const clientDecider: Decider<Client, ClientEvent> = {
  category: 'client',
  initial: undefined,
  evolve,
  decisions: [
    onFacts(Commands.RegisterClient, decide.registerClient),
    on(Commands.ChangeClientScopes, decide.changeClientScopes),
    on(Commands.IssueClientKey, decide.issueClientKey),
    on(Commands.RevokeClientKey, decide.revokeClientKey),
    on(Commands.SuspendClient, decide.suspendClient),
    on(Commands.ReinstateClient, decide.reinstateClient),
    on(Commands.RecordKeyUse, decide.recordKeyUse),
    on(Commands.RecordKeyRefusal, decide.recordKeyRefusal),
  ],
};
