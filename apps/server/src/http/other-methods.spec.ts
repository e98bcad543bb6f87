import { MethodsOfPaths } from './other-methods.js';

describe('the methods of a path', () => {
  const paths = new MethodsOfPaths();
  paths.add('/rounds', ['POST']);
  paths.add('/rounds', ['GET', 'HEAD']);
  paths.add('/rounds/:id', ['GET', 'HEAD']);
  paths.add('/rounds/:id/report.v1', ['POST']);

  it.each([
    ['/rounds', ['GET', 'HEAD', 'POST', 'OPTIONS']],
    ['/rounds/1', ['GET', 'HEAD', 'OPTIONS']],
    ['/rounds/1/report.v1', ['POST', 'OPTIONS']],
    ['/rounds/1/reportxv1', []],
    ['/rounds/1/2/3', []],
    ['/', []],
  ])('of %s are %j', (path, methods) => expect(paths.of(path)).toEqual(methods));
});
