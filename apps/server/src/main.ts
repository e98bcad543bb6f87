import { type Config, readConfig } from './config.js';
import { openLog } from './observing/log.js';
import { serve } from './serve.js';

const configured = (): Config => {
  try {
    return readConfig(process.env);
  } catch (error) {
    openLog({ logLevel: 'error', role: 'all' }).fatal({ err: error }, 'not started');
    process.exit(1);
  }
};

// Why it does not start has been logged.
const serving = await serve(configured()).catch(() => process.exit(1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void serving.close());
