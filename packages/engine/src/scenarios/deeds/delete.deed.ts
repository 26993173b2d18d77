import { versionHeader } from './change.deed.js';
import { pathOf } from './deed.js';
import type { DeedPart } from './deed.js';

/** Deletes a record that is still a draft. */
export const deleteDeed: DeedPart = {
  kind: 'delete',
  async run(ready, stage) {
    const headers = await versionHeader(ready, stage);
    return {
      answer: await stage.ask(ready.step.by ?? '', 'DELETE', pathOf(ready), undefined, headers),
    };
  },
};
