import { masked } from './masking.js';

describe('a text that is masked', () => {
  it.each([
    ['postgres://rectify:hunter2@db:5432/rectify', 'postgres://***@db:5432/rectify'],
    [
      'cannot reach esdb+discover://admin:hunter2@a:2113,b:2113 now',
      'cannot reach esdb+discover://***@a:2113,b:2113 now',
    ],
    ['postgres://rectify:hun/ter@2@db/rectify, mail a@b.cn', 'postgres://***@db/rectify, mail a@b.cn'],
    ['postgres://db/rectify?user=me&password=hunter2&ssl=1', 'postgres://db/rectify?user=me&password=***&ssl=1'],
    ['/api/v1/x?access_token=hunter2&after=3', '/api/v1/x?access_token=***&after=3'],
    ['authorization: Bearer hunter2.a-b~c+d/e=', 'authorization: Bearer ***'],
    ['refused eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0.c2ln here', 'refused *** here'],
    ['{"password":"hun\\"ter2","login":"admin"}', '{"password":"***","login":"admin"}'],
    [`tried rk_abcdefgh23_${'a-b_'.repeat(11).slice(0, 43)} twice`, 'tried rk_abcdefgh23_*** twice'],
    ['client_id=a&client_secret=hunter2&x=1', 'client_id=a&client_secret=***&x=1'],
    ['{"oneTimePassword" : "hunter2"}', '{"oneTimePassword" : "***"}'],
    ['{"headers":{"Set-Cookie":"a=hunter2","cookie":"b"}}', '{"headers":{"Set-Cookie":"***","cookie":"***"}}'],
    [
      JSON.stringify({ msg: 'not JSON: {"refreshToken": "hunter2", "a": 1}' }),
      '{"msg":"not JSON: {\\"refreshToken\\": \\"***\\", \\"a\\": 1}"}',
    ],
  ])('loses what gives access: %s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each([
    'SQLITE_BUSY: database is locked at file:///work/apps/server/serve.js:12:7',
    '{"route":"/api/v1/me/password","act":"ChangeOwnPassword","status":204}',
    'a@b.cn asked for the token',
    '整改台账 https://127.0.0.1:3000/api/docs',
  ])('keeps the rest: %s', (text) => {
    expect(masked(text)).toBe(text);
  });

  it('takes no longer for a long line than its length explains', () => {
    const hostile = `${'a://'.repeat(2_000)} "password":"${'\\'.repeat(4_001)}`;
    const began = performance.now();
    masked(hostile);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
