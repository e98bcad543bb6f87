import { Client } from 'pg';
import { StoreUnavailable } from '#event-sourcing';
import { answered, isAway, isConnectionLoss, watched } from './index.js';

const failure = (code?: string) => Object.assign(new Error('Connection terminated unexpectedly'), { code });
const outcome = (client: Client, error: Error) => answered(client, Promise.reject(error)).catch((one: unknown) => one);

describe('a failure of PostgreSQL', () => {
  it.each([
    '08006',
    '08001',
    '57P01',
    '57P03',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
  ])('is a lost connection by its code: %s', (code) => {
    expect([isConnectionLoss(failure(code)), isAway(failure(code))]).toEqual([true, true]);
  });

  it.each(['23505', '22001', '54000', '57014', '42P01', 'EACCES'])('is an answer by its code: %s', (code) => {
    expect([isConnectionLoss(failure(code)), isAway(failure(code))]).toEqual([false, false]);
  });

  it('is nothing by its text', () => {
    expect(isConnectionLoss(failure())).toBe(false);
  });
});

describe('a call of the driver', () => {
  it('answers what the server answers', async () => {
    expect(await answered(watched(new Client()), Promise.resolve('rows'))).toBe('rows');
  });

  it('that fails without a code has lost its connection when that broke', async () => {
    const client = watched(new Client());
    client.emit('error', new Error('read'));
    const found = await outcome(client, new Error('whatever the driver says'));
    expect(found).toBeInstanceOf(StoreUnavailable);
    expect(isConnectionLoss(found)).toBe(true);
  });

  it('that fails without a code on a sound connection has met silence, which is not repeated at once', async () => {
    const found = await outcome(watched(new Client()), new Error('whatever the driver says'));
    expect([isAway(found), isConnectionLoss(found)]).toEqual([true, false]);
  });

  it('leaves the answers of the server and mistakes in the values as they are', async () => {
    for (const error of [failure('23505'), new TypeError('a circle')])
      expect(await outcome(watched(new Client()), error)).toBe(error);
  });
});
