import { readSettings } from '../config/settings.js';
import type { ProcessRole } from '../config/settings.js';
import { createLog } from '../log.js';
import { BackgroundWorker } from './background-worker.js';

class Counting extends BackgroundWorker {
  rounds = 0;

  constructor(...roles: readonly ProcessRole[]) {
    const settings = { ...readSettings({}), roles: new Set(roles) };
    super(settings, { name: 'counting', restMs: 60_000, log: createLog('silent') });
  }

  async round(): Promise<boolean> {
    this.rounds += 1;
    return this.rounds < 3;
  }
}

async function roundsOf(worker: Counting): Promise<number> {
  worker.onApplicationBootstrap();
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  await worker.beforeApplicationShutdown();
  return worker.rounds;
}

describe('background work', () => {
  test('goes on from the start of a process until nothing is left to do', async () => {
    expect(await roundsOf(new Counting('web', 'worker'))).toBe(3);
  });

  test('is left to others by a process that only serves', async () => {
    expect(await roundsOf(new Counting('web'))).toBe(0);
  });
});
