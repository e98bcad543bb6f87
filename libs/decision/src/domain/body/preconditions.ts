import type { Command } from '#event-sourcing';
import { must } from '../errors.js';
import type { Named } from './events.js';
import type { PeopleFacts } from './facts.js';
import type { Body, EstablishedBody } from './state.js';

/** Established and not dissolved. */
export const mustStand = ({ id }: Command, body: Body): EstablishedBody => {
  must(body, 'body.unknown', { id });
  must(!body.dissolved, 'body.dissolved', { body: body.name });
  return body;
};

/** The person as the directory has them. */
export const named = (
  people: PeopleFacts['people'],
  { field, id }: { readonly field: string; readonly id: string },
): Named => {
  const person = people.get(id);
  must(person, 'person.unknown', { field, id });
  return { id, name: person.name };
};
