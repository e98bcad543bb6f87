import { categoryOf } from '#event-sourcing';
import type { Answer } from './client.js';
import type { RunningServer } from './server.js';

/** Refused with this status and code, as problem+json; answers the problem. */
export const refused = async (send: Promise<Answer>, status: number, code: string): Promise<Answer['body']> => {
  const answer = await send;
  expect(answer.body).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return answer.body;
};

const ON_RECORD: readonly string[] = ['reading', 'refusals'];

/** Whatever is attempted leaves no event behind but that it was refused. */
export const nothingStored = async ({ engine }: RunningServer, attempt: () => Promise<unknown>): Promise<void> => {
  const before = await engine.store.head();
  await attempt();
  const stored = await engine.events(before, 1_000);
  expect(stored.filter(({ stream }) => !ON_RECORD.includes(categoryOf(stream))).map(({ type }) => type)).toEqual([]);
};
