import { openLog } from './log.js';
import { nestLog } from './nest-log.js';

describe('the log', () => {
  let written: string[];
  const log = (logLevel = 'debug') => openLog({ logLevel, role: 'api' } as Parameters<typeof openLog>[0], { write });
  const write = (line: string) => void written.push(line);
  const line = () => {
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^\{.*\}\n$/);
    return JSON.parse(written[0]!) as Record<string, unknown>;
  };
  beforeEach(() => (written = []));

  it('is a JSON object a line, with level, time, process and role', () => {
    log().info({ a: 1 }, '两行\n一行');
    expect(line()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      pid: process.pid,
      role: 'api',
      a: 1,
      msg: '两行\n一行',
    });
  });

  it.each([
    ['silent', 0],
    ['error', 1],
    ['warn', 2],
    ['info', 3],
    ['debug', 4],
  ])('at %s writes %i of four levels', (level, count) => {
    for (const told of ['debug', 'info', 'warn', 'error'] as const) log(level)[told]('x');
    if (level === 'silent') log(level).fatal('x');
    expect(written).toHaveLength(count);
  });

  it('shows an error with its stack, code and causes, and none of what hangs on it', () => {
    const deepest = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', address: '10.0.0.1' });
    const cause = new AggregateError([deepest], '');
    const error = Object.assign(new TypeError('no store', { cause }), { detail: 'Key (login)=(hunter2)', code: 23505 });
    log().error({ err: error }, 'failed');
    const err = line()['err'] as Record<string, unknown>;
    expect(err).toMatchObject({
      type: 'TypeError',
      message: 'no store',
      code: '23505',
      stack: expect.stringContaining('log.spec'),
      cause: { type: 'AggregateError', errors: [{ message: 'refused', code: 'ECONNREFUSED' }] },
    });
    expect(written[0]).not.toMatch(/hunter2|10\.0\.0\.1/);
  });

  it('shows what was thrown and is no error, and follows causes only so far', () => {
    log().error({ err: 'a word' });
    expect(line()['err']).toEqual({ type: 'string', message: 'a word' });
    written = [];
    const endless = new Error('again');
    endless.cause = endless;
    log().error({ err: endless });
    expect(written[0]!.match(/"message":"again"/g)).toHaveLength(4);
  });

  it('holds nothing of a request but its id and method when the framework hands it over', () => {
    const headers = { authorization: 'Bearer hunter2', cookie: 'hunter2' };
    log().warn({ req: { id: '1', method: 'GET', url: '/x?token=hunter2', headers }, res: { statusCode: 500 } }, 'x');
    expect(line()).toMatchObject({ req: { id: '1', method: 'GET' }, res: { status: 500 } });
    expect(written[0]).not.toContain('hunter2');
  });

  it('is masked whatever the way by which something came into it', () => {
    log().info({ deep: { er: [{ password: 'hunter2', refreshToken: 'hunter2' }] } }, 'at postgres://me:hunter2@db');
    expect(line()).toMatchObject({ deep: { er: [{ password: '***' }] }, msg: 'at postgres://***@db' });
    expect(written[0]).not.toContain('hunter2');
  });

  describe('and what Nest says', () => {
    it('is in it, with who speaks and the stack', () => {
      const nest = nestLog(log());
      nest.error('broken', 'at here', 'Rim');
      nest.warn('odd', 'SignIn');
      nest.error(new Error('thrown'), undefined, 'Rim');
      nest.log('Mapped {/x, GET} route', 'RouterExplorer');
      expect(written.map((one) => JSON.parse(one))).toMatchObject([
        { level: 'error', msg: 'broken', stack: 'at here', context: 'Rim' },
        { level: 'warn', msg: 'odd', context: 'SignIn' },
        { level: 'error', err: { message: 'thrown', stack: expect.any(String) }, context: 'Rim' },
        { level: 'debug', context: 'RouterExplorer' },
      ]);
    });
  });
});
