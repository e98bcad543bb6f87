import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { type RunningServer, startServer } from '../support/server.js';

const AT_ONCE_MS = 5_000;

describe('a server that is told to stop', () => {
  let server: RunningServer;
  let line: Socket;
  beforeEach(async () => {
    server = await startServer();
    line = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(line, 'connect');
  });

  const stopped = async (): Promise<number> => {
    const began = performance.now();
    const ended = once(line, 'close');
    await server.stop();
    await ended;
    return performance.now() - began;
  };

  it('does not wait for a line that was opened ahead of any request, as browsers do', async () => {
    expect(await stopped()).toBeLessThan(AT_ONCE_MS);
  });

  it('does not wait for the rest of a first request', async () => {
    line.write('GET /health/live HTTP/1.1\r\nHo');
    expect(await stopped()).toBeLessThan(AT_ONCE_MS);
  });

  it('does not wait for another request on a line that is kept open', async () => {
    line.write('GET /health/live HTTP/1.1\r\nHost: rectify\r\n\r\n');
    const [answer] = (await once(line, 'data')) as [Buffer];
    expect(answer.toString()).toContain('HTTP/1.1 200');
    expect(await stopped()).toBeLessThan(AT_ONCE_MS);
  });
});
