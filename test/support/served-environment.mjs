// Loads the program once for all specs of a worker, as Node does and not as Jest does: to load it takes longer than most
// stories. A spec that takes part in the program by its classes asks for one of its own (`sameClasses` of startServer).
import { TestEnvironment } from 'jest-environment-node';
import './from-source.mjs';

let program;
const load = async () => ({
  ...(await import('../../apps/server/src/config.ts')),
  ...(await import('../../apps/server/src/serve.ts')),
  ...(await import('./described-answers.ts')),
});

export default class ServedEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.RECTIFY_PROGRAM = await (program ??= load());
  }
}
