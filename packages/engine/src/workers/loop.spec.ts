import { createLog } from '../log.js';
import { Loop } from './loop.js';

const log = createLog('silent');

function loopOf(work: () => Promise<boolean>): Loop {
  return new Loop({ name: 'test', restMs: 60_000, log, work });
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('a worker', () => {
  test('goes on at once while there is more to do, then rests', async () => {
    const answers = [true, true, false];
    let batches = 0;
    const loop = loopOf(async () => answers[batches++] ?? false);
    loop.start();
    await settle();
    expect(batches).toBe(3);
    await loop.stop();
  });

  test('wakes from its rest when it is called', async () => {
    let batches = 0;
    const loop = loopOf(async () => {
      batches += 1;
      return false;
    });
    loop.start();
    await settle();
    loop.wake();
    await settle();
    expect(batches).toBe(2);
    await loop.stop();
  });

  test('does not sleep through a call that came while it worked', async () => {
    let batches = 0;
    const loop: Loop = loopOf(async () => {
      batches += 1;
      if (batches === 1) loop.wake();
      return false;
    });
    loop.start();
    await settle();
    expect(batches).toBe(2);
    await loop.stop();
  });

  test('survives a failed batch', async () => {
    let batches = 0;
    const loop = loopOf(async () => {
      batches += 1;
      throw new Error('the database is away');
    });
    loop.start();
    await settle();
    loop.wake();
    await settle();
    expect(batches).toBe(2);
    await loop.stop();
  });
});
