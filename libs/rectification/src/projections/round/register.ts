import { everyRow, idOf, integer, projection, streamName, text, type Moment, type ViewReader } from '#event-sourcing';
import type { IssueListed, IssueListingCorrected, TaskListed } from '../../domain/round/events.js';
import { amend } from '../amend.js';
import { joined } from '../joined.js';
import { numberOrder } from '../ledger/number-order.js';

/** One issue or task in a round's register. A row of its own, so that a long register is not copied at every entry. */
export interface RegisterRow {
  readonly kind: 'issue' | 'task';
  readonly id: string;
  readonly roundId: string;
  readonly number: string;
  readonly area: string;
  readonly heading: string;
  /** A task's issues. */
  readonly issueIds: readonly string[];
}

/** How many of each the register lists. */
export interface Listed {
  readonly areas: number;
  readonly headings: number;
  readonly issues: number;
  readonly tasks: number;
}

/** Headings are the same only within one area. */
const HEADING_OF_AREA = '\u001F';

const subject = ({
  data,
}: {
  data: IssueListed['data'] | IssueListingCorrected['data'] | TaskListed['data'];
}): string => ('issueId' in data ? streamName('issue', data.issueId) : streamName('task', data.taskId));

export const register = projection<RegisterRow, IssueListed | IssueListingCorrected | TaskListed>({
  name: 'register',
  version: 3,
  seenThrough: 'stream',
  key: subject,
  when: {
    IssueListed: (_, { stream, data: { issueId, ...listed } }) => ({
      kind: 'issue',
      id: issueId,
      roundId: idOf(stream),
      ...listed,
      issueIds: [],
    }),
    IssueListingCorrected: amend((_, { data }) => data.to),
    TaskListed: (_, { stream, data: { taskId, ...listed } }) => ({
      kind: 'task',
      id: taskId,
      roundId: idOf(stream),
      area: '',
      heading: '',
      ...listed,
    }),
  },
  columns: {
    roundId: text((row) => row.roundId),
    kind: text((row) => row.kind),
    taskWithIssues: text((row) => (row.kind === 'task' ? joined([row.id, ...row.issueIds]) : '')),
    numberOrder: integer((row) => numberOrder(row.number)),
    area: text((row) => row.area),
    heading: text((row) => row.area + HEADING_OF_AREA + row.heading),
  },
  indexes: [['roundId', 'kind', 'numberOrder']],
});

export const listedIn = async (reader: ViewReader, roundId: string, moment: Moment): Promise<Listed> => {
  const issues = { ...moment, where: { roundId, kind: 'issue' } };
  const kinds = await reader.count(register, 'kind', { ...moment, where: { roundId } });
  return {
    areas: (await reader.count(register, 'area', issues)).size,
    headings: (await reader.count(register, 'heading', issues)).size,
    issues: kinds.get('issue') ?? 0,
    tasks: kinds.get('task') ?? 0,
  };
};

/** The streams of the round, its plan, its issues and tasks: what a question about a whole round looks through. */
export const streamsOfRound = async (reader: ViewReader, roundId: string, moment: Moment = {}): Promise<string[]> => {
  const listed = await everyRow(reader, register, { ...moment, where: { roundId } });
  return [streamName('round', roundId), streamName('plan', roundId), ...listed.map(({ key }) => key)];
};
