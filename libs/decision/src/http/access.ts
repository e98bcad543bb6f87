import type { Actor, Lookup, Moment, ViewReader } from '#event-sourcing';
import { body as bodyDecider } from '../domain/body/body.js';
import type { Named } from '../domain/body/events.js';
import { meeting as meetingDecider } from '../domain/meeting/meeting.js';
import { bodies } from '../projections/bodies.js';

/** Who keeps or watches the meetings of every body. */
const EVERY_BODY: readonly string[] = ['office', 'inspector', 'audit'];

const readsOfEveryBody = ({ roles }: Actor): boolean => roles.some((role) => EVERY_BODY.includes(role));

interface Seats {
  readonly secretary: Named;
  readonly members: readonly { readonly person: Named }[];
}

interface Called {
  readonly attendance: readonly { readonly person: Named }[];
  readonly opened?: { readonly secretary: Named };
}

const isOfTheBody = ({ secretary, members }: Seats, personId: string): boolean =>
  [secretary, ...members.map(({ person }) => person)].some(({ id }) => id === personId);

const isInTheMeeting = ({ attendance, opened }: Called, personId: string): boolean =>
  opened?.secretary.id === personId || attendance.some(({ person }) => person.id === personId);

/** Ids of the bodies whose meetings the person may read; undefined: all of them. */
export const readableBodies = async (
  reader: ViewReader,
  actor: Actor,
  moment: Moment,
): Promise<readonly string[] | undefined> => {
  if (readsOfEveryBody(actor)) return undefined;
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.list(bodies, { ...moment, cursor });
    for (const { row } of page.rows) {
      if (isOfTheBody(row, actor.personId)) ids.push(row.id);
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return ids;
};

/** Whether there is the meeting for this person: of its body, called to it, or keeping or watching those of every body. */
export const mayReadMeeting = async (look: Lookup, id: string, actor: Actor): Promise<boolean> => {
  if (readsOfEveryBody(actor)) return true;
  const { state: meeting } = await look.state(meetingDecider, id);
  if (!meeting) return false;
  if (isInTheMeeting(meeting, actor.personId)) return true;
  const { state: body } = await look.state(bodyDecider, meeting.body.id);
  return body !== undefined && isOfTheBody(body, actor.personId);
};
