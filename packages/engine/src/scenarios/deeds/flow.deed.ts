import { patchOf } from './change.deed.js';
import { pathOf } from './deed.js';
import type { DeedPart } from './deed.js';

/** What people do with the flow of a record without a to-do of their own. */
export const flowDeed: DeedPart = {
  kind: 'flow',
  async run(ready, stage) {
    const { by = '', verb = '', comment } = ready.step;
    const record = await patchOf(ready, stage);
    const body = {
      ...(record === undefined ? {} : { record }),
      ...(comment === undefined ? {} : { comment }),
    };
    return { answer: await stage.ask(by, 'POST', `${pathOf(ready)}/flow/actions/${verb}`, body) };
  },
};
