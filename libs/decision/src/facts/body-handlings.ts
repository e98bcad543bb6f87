import { dateOf, type Handling, handling, type Lookup } from '#event-sourcing';
import { AppointChair, AppointMember, AppointSecretary, EstablishBody } from '../domain/body/commands.js';
import { appointSecretary } from '../domain/body/changes.js';
import { establishBody } from '../domain/body/establishment.js';
import { appointChair, appointMember } from '../domain/body/members.js';
import type { PeopleFacts } from '../domain/body/state.js';
import { type Directory, peopleOn } from './directory.js';

export const bodyHandlings = (directory: Directory): Handling[] => {
  const named = async (
    { personId, issuedAt }: AppointChair | AppointMember | AppointSecretary,
    look: Lookup,
  ): Promise<PeopleFacts> => ({
    people: await peopleOn(directory, [personId], { day: dateOf(issuedAt), look }),
  });
  return [
    handling(EstablishBody, {
      decide: establishBody,
      facts: async ({ members, secretaryId, issuedAt }, look) => {
        const ids = [...members.map(({ personId }) => personId), secretaryId];
        return { people: await peopleOn(directory, ids, { day: dateOf(issuedAt), look }) };
      },
    }),
    handling(AppointMember, { decide: appointMember, facts: named }),
    handling(AppointChair, { decide: appointChair, facts: named }),
    handling(AppointSecretary, { decide: appointSecretary, facts: named }),
  ];
};
