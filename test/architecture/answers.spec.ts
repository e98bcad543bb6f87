import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileErrors, validate } from '@readme/openapi-parser';
import { acts } from '../../apps/server/src/declared.js';
import { readAnswerSchemas } from '../../apps/server/src/openapi/answers.js';
import { DescribedAnswers } from '../support/described-answers.js';
import { type RunningServer, startServer } from '../support/server.js';

interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema?: object }>> }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
}

let server: RunningServer;
let document: Document;
let operations: Operation[];

beforeAll(async () => {
  server = await startServer();
  document = await server.nobody.get('/api/openapi.json');
  operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
});
afterAll(() => server.stop());

const isDescribed = ({ responses }: Operation): boolean =>
  Object.entries(responses).some(([status, { content }]) => {
    if (['204', '302'].includes(status)) return content === undefined;
    const contents = Object.values(content ?? {});
    return status.startsWith('2') && contents.length > 0 && contents.every(({ schema }) => schema !== undefined);
  });

describe('the API description', () => {
  it('has a schema for the answer of every operation', () => {
    const described = operations.filter(isDescribed);
    const bare = described.filter(({ responses }) =>
      JSON.stringify(responses['200'] ?? '').includes('"schema":{"type":"object"}'),
    );
    console.log(
      `${described.length} of ${operations.length} operations describe their answer, ${bare.length} of them as any object`,
    );
    expect(operations.filter((one) => !described.includes(one)).map(({ operationId }) => operationId)).toEqual([]);
    expect(operations.length).toBeGreaterThanOrEqual(150);
  });

  it('is valid OpenAPI, without a reference to what is not there', async () => {
    const result = await validate(structuredClone(document) as unknown as Parameters<typeof validate>[0]);
    expect(result.valid ? '' : compileErrors(result)).toBe('');
  });

  it('names nothing that a program would have to escape', () => {
    expect(Object.keys(document.components.schemas).filter((name) => !/^[A-Za-z]\w*$/.test(name))).toEqual([]);
  });

  it('names no type that could be anything', () => {
    const empty = Object.entries(document.components.schemas).filter(
      ([, schema]) => Object.keys(schema).filter((key) => key !== 'description').length === 0,
    );
    expect(empty.map(([name]) => name)).toEqual([]);
  });

  it('says nothing of commands that no route takes', () => {
    const internal = [...acts.values()].filter(({ kind }) => kind === 'internal').map(({ name }) => name);
    expect(internal.length).toBeGreaterThan(10);
    expect(internal.filter((name) => Object.hasOwn(document.components.schemas, name))).toEqual([]);
  });

  it('describes every tag and sums up every operation', () => {
    expect(document.tags.filter(({ description }) => !description)).toEqual([]);
    expect(operations.filter(({ summary, tags }) => !summary || tags?.length !== 1)).toEqual([]);
  });

  it('is held against the answers by name: another answer than is described is found', () => {
    const held = new DescribedAnswers(document as never);
    const answered = { method: 'GET', path: '/api/v1/rights?a=b', status: 200, mediaType: 'application/json' };
    expect(() => held.expectAsDescribed({ ...answered, body: { items: [] } })).not.toThrow();
    expect(() => held.expectAsDescribed({ ...answered, body: { items: [{ act: 7 }] } })).toThrow(
      /^ListRights \(GET .*\) answered 200 not as described: \/items\/0 must have required property/,
    );
    expect(() => held.expectAsDescribed({ ...answered, status: 418, body: {} })).toThrow(/which is not described/);
  });
});

describe('the build', () => {
  it('makes a schema, or none for an answer without JSON, of every act that a route takes', () => {
    const made = readAnswerSchemas();
    const routed = [...acts.values()].filter(({ kind }) => kind !== 'internal').map(({ name }) => name);
    expect(Object.keys(made.acts).sort()).toEqual(routed.sort());
  });

  it('is asked for by name when it was not run', () => {
    expect(() => readAnswerSchemas('/nowhere/answers.json')).toThrow(/answers\.json is missing; run npm run build/);
  });

  const builtWith = (change: (acts: string) => string) => {
    const folder = mkdtempSync(join(tmpdir(), 'rectify-acts-'));
    try {
      for (const part of ['apps', 'libs', 'tools', 'tsconfig.json', 'package.json']) {
        cpSync(part, join(folder, part), { recursive: true });
      }
      symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
      const file = join(folder, 'apps/server/src/acts.ts');
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, change(before));
      const script = `await (await import('./tools/answers.mjs')).answersOf(process.cwd())`;
      const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
      return { changed: change(before) !== before, status: ran.status, told: ran.stderr };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  it('fails and names the file when an act does not say what it answers', () => {
    const { changed, status, told } = builtWith((text) => text.replace(/asks<\w+>\('权限表'/, `asks('权限表'`));
    expect([changed, status]).toEqual([true, 1]);
    expect(told).toContain('apps/server/src/acts.ts: ListRights does not say what it answers');
  });

  it('fails and names the file when no schema can be made of an answer', () => {
    const { changed, status, told } = builtWith((text) =>
      text.replace(/asks<\w+>\('权限表'/, `asks<NoSuchType>('权限表'`),
    );
    expect([changed, status]).toEqual([true, 1]);
    expect(told).toMatch(/apps\/server\/src\/acts\.ts: .*NoSuchType/);
  });
});
