// Generates and compiles clients/typescript from the API description of the built program, without a network.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';

const root = dirname(import.meta.dirname);
const target = join(root, 'clients', 'typescript');
const built = (file) => import(join(root, 'dist', 'apps', 'server', 'src', file));

/** As the program itself serves it, over stores in memory. */
const readDescription = async (folder) => {
  const [{ readConfig }, { serve }] = await Promise.all([built('config.js'), built('serve.js')]);
  const environment = { RECTIFY_DATABASE_URL: 'memory:', RECTIFY_DATA_DIR: folder, RECTIFY_PORT: '0' };
  const serving = await serve(readConfig({ ...environment, RECTIFY_HOST: '127.0.0.1', RECTIFY_LOG_LEVEL: 'silent' }));
  try {
    return await (await fetch(new URL('/api/openapi.json', serving.url))).json();
  } finally {
    await serving.close();
  }
};

const generate = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-client-'));
  try {
    const input = join(folder, 'openapi.json');
    writeFileSync(input, JSON.stringify(await readDescription(folder)));
    await createClient({
      input,
      output: { path: join(target, 'src'), module: { extension: '.js' }, tsConfigPath: join(target, 'tsconfig.json') },
      plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
      logs: { level: 'warn', file: false },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

await generate();
const index = join(target, 'src', 'index.ts');
if (!readFileSync(index, 'utf8').includes('createConfig'))
  appendFileSync(index, `export { createClient, createConfig } from './client/index.js';\n`);
rmSync(join(target, 'dist'), { recursive: true, force: true });
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const { status } = spawnSync(process.execPath, [compiler, '--project', target], { stdio: 'inherit' });
process.exit(status ?? 1);
