import type { Serving } from '../../server/src/serve.js';
import { printLines } from './output.js';
import { showProgress } from './progress-bar.js';

/** Loads the demonstration round, when it is not there yet, and says how to sign in to it. */
export const showDemo = async ({ loadDemo }: Serving): Promise<void> => {
  let progress: ReturnType<typeof showProgress> | undefined;
  const accounts = await loadDemo((done, total) => {
    progress ??= showProgress('载入演示轮次', total);
    progress.at(done);
  });
  progress?.end();
  await printLines(
    '演示轮次已就绪，以下账号仅供演示 (the demonstration round is ready; these accounts are for demonstration only):',
    ...accounts.map(({ login, password, name, role, unit }) => `  ${login}  ${password}  ${role}  ${name}(${unit})`),
    '登录 (to sign in): POST /api/v1/session {"login", "password"}',
  );
};
