import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { Api } from '@dougong/ui/api';
import { Autosave, Editor } from '../editing/index.js';
import { DraftKeeper } from '../drafts/draft-keeper.js';
import type { LoadedFlow } from './load-flow.js';

/** One opened flow: the document under the hand, and the way of its draft to the server. */
export interface FlowSession {
  readonly editor: Editor<FlowDefinition>;
  readonly keeper: DraftKeeper<FlowDefinition>;
  readonly autosave: Autosave<FlowDefinition>;
}

/** Opens a flow. Nothing is stored before something is changed. */
export function openSession(api: Api, key: string, loaded: LoadedFlow): FlowSession {
  const opened = loaded.draft ?? loaded.published;
  if (opened === null) throw new Error('a flow that is opened exists');
  const editor = new Editor(opened, () => Date.now());
  const keeper = new DraftKeeper(api.design, { kind: 'flow', key }, loaded.published, loaded.bundle);
  const autosave = new Autosave<FlowDefinition>({
    save: (document) => keeper.save(document),
    now: () => new Date().toISOString(),
  });
  editor.onChange((document) => autosave.changed(document));
  return { editor, keeper, autosave };
}
