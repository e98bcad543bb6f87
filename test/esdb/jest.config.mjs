import { fileURLToPath } from 'node:url';
import all from '../../jest.config.mjs';

const [project] = all.projects;

export default {
  ...project,
  displayName: 'esdb',
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testMatch: ['<rootDir>/test/esdb/**/*.spec.ts', '<rootDir>/test/acceptance/closing.spec.ts'],
  globals: { RECTIFY_STORES: 'real-eventstoredb' },
  testTimeout: 60_000,
};
