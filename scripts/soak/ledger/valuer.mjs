import { setTimeout as sleep } from 'node:timers/promises';
import { today } from './world.mjs';
import { post } from './writer.mjs';

const REST_MS = 4000;
/** It reads all that was ever moved and keeps everybody out meanwhile, so it may take this part of the time. */
const SHARE = 0.1;

/** Values everything anew now and then, while all others post. */
export async function valueAnewNowAndThen(world) {
  for (let round = 1; !world.journal.isOver; round += 1) {
    const from = performance.now();
    const values = { code: `w_anew-${round}`, effective_on: today() };
    if ((await post(world, { form: 'recost', values })) !== undefined) world.recosts += 1;
    const restUntil = performance.now() + REST_MS + (performance.now() - from) / SHARE;
    while (!world.journal.isOver && performance.now() < restUntil) await sleep(200);
  }
}
