// ESDB_URL=esdb://HOST:2113?tls=false npm run test:esdb runs the contract and one story on a real, empty server.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

if (!process.env.ESDB_URL) {
  console.log(
    '未设置 ESDB_URL,已跳过 EventStoreDB 实机测试 / skipped the suite on a real EventStoreDB: ESDB_URL is not set',
  );
  process.exit(0);
}
const config = fileURLToPath(new URL('./jest.config.mjs', import.meta.url));
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const more = ['--config', config, '--runInBand', ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, [...jest, ...more], { stdio: 'inherit' }).status ?? 1);
