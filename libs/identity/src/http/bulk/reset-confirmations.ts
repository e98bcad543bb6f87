import type { Engine } from '#event-sourcing';
import { ConfirmReset } from '../../domain/account/passwords.js';
import { type BulkRequest, RowCommands } from './bulk-request.js';

export interface ResetsConfirmed {
  readonly accounts: readonly { readonly accountId: string; readonly outcome: 'confirmed' | 'nothing-awaited' }[];
}

/** All or none: whoever confirms a list has looked at the list. */
export const confirmResets = async (
  engine: Engine,
  accountIds: readonly string[],
  request: BulkRequest,
): Promise<ResetsConfirmed> => {
  const commands = accountIds.map((id) => {
    const one = new RowCommands(engine, request, `account/${id}`, id);
    one.add(ConfirmReset, { id });
    return one.list[0]!;
  });
  const receipts = await engine.executeAll(commands);
  const confirmed = new Set(receipts.filter(({ events }) => events.length > 0).map(({ commandId }) => commandId));
  return {
    accounts: commands.map(({ id, commandId }) => ({
      accountId: id,
      outcome: confirmed.has(commandId) ? 'confirmed' : 'nothing-awaited',
    })),
  };
};
