import { amended, type Command } from './decider.js';
import { AuthorityMoved } from '../errors.js';

const RENEWALS = 3;

/** Takes the command again under the actor's right as it stands now, when that right moved on before it was stored. */
export const underAuthority = async <T>(issued: Command, take: (command: Command) => Promise<T>): Promise<T> => {
  let command = issued;
  for (let renewed = 0; ; renewed++) {
    try {
      return await take(command);
    } catch (error) {
      if (!(error instanceof AuthorityMoved) || !command.renewAuthority || renewed === RENEWALS) throw error;
      command = amended(command, await command.renewAuthority());
    }
  }
};
