import { patchOf } from './change.deed.js';
import { pathOf } from './deed.js';
import type { DeedPart } from './deed.js';

/** Takes an action of the lifecycle. */
export const actDeed: DeedPart = {
  kind: 'act',
  async run(ready, stage) {
    const { by = '', action = '' } = ready.step;
    const record = await patchOf(ready, stage);
    const body = record === undefined ? {} : { record };
    return { answer: await stage.ask(by, 'POST', `${pathOf(ready)}/actions/${action}`, body) };
  },
};
