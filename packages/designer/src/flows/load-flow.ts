import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { Api, DraftList } from '@dougong/ui/api';
import {
  draftOf,
  loadDesignState,
  loadPublished,
  loadSurroundings,
} from '../surroundings/load-surroundings.js';
import type { Named, Surroundings } from '../surroundings/surroundings.js';
import { loadNeighbours } from './neighbours.js';
import type { Neighbours } from './neighbours.js';

/** A flow with everything that its design needs, as the server had it when it was opened. */
export interface LoadedFlow {
  readonly published: FlowDefinition | null;
  readonly draft: FlowDefinition | null;
  readonly bundle: DraftList;
  readonly releaseNumber: number;
  readonly application: Named['title'];
  readonly surroundings: Surroundings;
  readonly neighbours: Neighbours;
}

/** Loads a flow for its designer; `null` when there is no such flow. */
export async function loadFlow(api: Api, key: string): Promise<LoadedFlow | null> {
  const [app, state] = await Promise.all([api.app(), loadDesignState(api)]);
  const published = await loadPublished<FlowDefinition>(api, 'flow', key, state);
  const draft = (draftOf(state.bundle, 'flow', key)?.definition ?? null) as FlowDefinition | null;
  const flow = draft ?? published;
  if (flow === null) return null;
  const [surroundings, neighbours] = await Promise.all([
    loadSurroundings(api, flow.form, state),
    loadNeighbours(api, flow, state),
  ]);
  return {
    published,
    draft,
    bundle: state.bundle,
    releaseNumber: app.data.release.number,
    application: app.data.application.title,
    surroundings,
    neighbours,
  };
}
