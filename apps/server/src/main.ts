import { readConfig } from './config.js';
import { serve } from './serve.js';

const serving = await serve(readConfig(process.env));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void serving.close());
