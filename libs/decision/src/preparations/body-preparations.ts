import { type CommandClass, dateOf, type Preparation, prepare } from '#event-sourcing';
import { AppointChair, AppointMember, AppointSecretary, EstablishBody } from '../domain/body/commands.js';
import { type Directory, peopleOn } from './directory.js';

type Naming = AppointChair | AppointMember | AppointSecretary;

const withPerson = <C extends Naming>(type: CommandClass<C>, directory: Directory): Preparation =>
  prepare(type, async (command, look) => {
    const day = dateOf(command.issuedAt);
    return [Object.assign(command, { people: await peopleOn(directory, [command.personId], { day, look }) })];
  });

const withPeople = (directory: Directory): Preparation =>
  prepare(EstablishBody, async (command, look) => {
    const ids = [...command.members.map(({ personId }) => personId), command.secretaryId];
    const day = dateOf(command.issuedAt);
    return [Object.assign(command, { people: await peopleOn(directory, ids, { day, look }) })];
  });

export const bodyPreparations = (directory: Directory): Preparation[] => [
  withPeople(directory),
  withPerson(AppointMember, directory),
  withPerson(AppointChair, directory),
  withPerson(AppointSecretary, directory),
];
