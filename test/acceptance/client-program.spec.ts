import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type ApiDescription, printedRequests, unknownIn } from '../support/api-page.js';
import { type RunningServer, startServer } from '../support/server.js';

const run = promisify(execFile);
const PROGRAM = 'test/acceptance/client-program/program.ts';
const PAGE = 'docs/api.md';
const A_WHILE = 240_000;

/** What an engineer has: Node's types, TypeScript at its strictest, and the program beside the client. */
const tsconfig = {
  compilerOptions: { strict: true, target: 'ES2022', module: 'nodenext', types: ['node'], outDir: 'out' },
  include: ['program.ts', 'rectify'],
};

/** A folder as an engineer would set it up, with the packages of this one. */
const folderWith = (folder: string, document: object): string => {
  mkdirSync(folder);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir');
  cpSync(PROGRAM, join(folder, 'program.ts'));
  for (const [name, content] of Object.entries({
    'package.json': { type: 'module' },
    'tsconfig.json': tsconfig,
    'openapi.json': document,
  }))
    writeFileSync(join(folder, name), JSON.stringify(content));
  return folder;
};

const node = (folder: string, ...args: string[]) => run(process.execPath, args, { cwd: folder });

/** What the compiler says of the program beside a client generated from the document; nothing when it is content. */
const compiled = async (folder: string): Promise<string> => {
  const generator = 'node_modules/@hey-api/openapi-ts/bin/run.js';
  await node(folder, generator, '-i', 'openapi.json', '-o', 'rectify', '--no-log-file');
  return node(folder, 'node_modules/typescript/bin/tsc', '--project', '.').then(
    ({ stdout }) => stdout,
    ({ stdout }: { readonly stdout: string }) => stdout,
  );
};

interface Document {
  readonly components: { readonly schemas: Record<string, { readonly properties: Record<string, object> }> };
}

describe('a program of an engineer who has never seen Rectify', () => {
  let server: RunningServer;
  let document: Document;
  let root: string;
  let said: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rectify-client-program-'));
    server = await startServer();
    await server.loadDemo();
    document = await server.nobody.get('/api/openapi.json');
    said = await compiled(folderWith(join(root, 'as-described'), document));
  }, A_WHILE);
  afterAll(async () => {
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('takes about forty lines, without any, a cast or an assertion', () => {
    const program = readFileSync(PROGRAM, 'utf8');
    expect(program.split('\n').length).toBeLessThanOrEqual(52);
    expect(program.match(/\bany\b|\bas\b|@ts-|\w!|\)!|\]!|<\w+>\w/g) ?? []).toEqual([]);
  });

  it('compiles against the client that was generated from the served description', () => {
    expect(said).toBe('');
  });

  it('does what it was written for', async () => {
    const { stdout } = await run(process.execPath, ['out/program.js'], {
      cwd: join(root, 'as-described'),
      env: { ...process.env, RECTIFY_URL: server.url },
    });
    // The views may not have the sign-in yet when the list says of which position it is.
    const lines = stdout
      .trimEnd()
      .split('\n')
      .filter((line) => !/^event \d+: SignedIn of/.test(line));
    const [, position] = /position (\d+);/.exec(stdout) ?? [];
    expect(lines).toEqual([
      '42 issues; number 7, 70 %, at version 10',
      `taken at version 11, position ${position}; repeated: true`,
      'read back: 75 %, at version 11',
      expect.stringMatching(new RegExp(`^event ${position}: ProgressReported of issue-`)),
      expect.stringMatching(/^report: \d{5,} bytes, application\/vnd\.openxmlformats-officedocument\./),
    ]);
    const stored = await server.engine.events(String(Number(position) - server.stores.step), 1);
    expect(stored.map(({ type, data }) => [type, data])).toEqual([
      ['ProgressReported', expect.objectContaining({ percent: 75 })],
    ]);
  }, 60_000);

  it(
    'does not compile where an answer is described as something else',
    async () => {
      const altered = structuredClone(document);
      altered.components.schemas['Receipt']!.properties['position'] = { type: 'integer' };
      const wrong = await compiled(folderWith(join(root, 'altered'), altered));
      expect(wrong).toMatch(/program\.ts\(\d+,\d+\): error TS2322: Type 'number' is not assignable to type 'string'/);
    },
    A_WHILE,
  );

  it('stands on the first page for API clients as it is', () => {
    const [, printed] = /```ts\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8'))!;
    expect(printed).toBe(readFileSync(PROGRAM, 'utf8'));
  });

  it('finds no path, parameter, field or status on that page that the description does not know', () => {
    const page = readFileSync(PAGE, 'utf8');
    const description = document as unknown as ApiDescription;
    expect(printedRequests(page).length).toBeGreaterThan(20);
    expect(unknownIn(description, page)).toEqual([]);
    const wrong = '```http\nGET /api/v1/issues?colour=red\nIf-None: 1\n\nHTTP/1.1 418 No\n```\n`GET /api/v1/nowhere`';
    expect(unknownIn(description, wrong)).toEqual([
      'GET /api/v1/issues: colour',
      'GET /api/v1/issues: If-None',
      'GET /api/v1/issues: 418',
      'GET /api/v1/nowhere',
    ]);
  });

  it('finds no code on that page that no problem has', async () => {
    const { items } = await server.nobody.get('problems');
    const known = new Set(items.map(({ code }: { code: string }) => code));
    const named = [...readFileSync(PAGE, 'utf8').matchAll(/"code": "([^"]+)"/g)].map(([, code]) => code!);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((code) => !known.has(code))).toEqual([]);
  });
});
