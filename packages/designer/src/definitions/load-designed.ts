import type { FunctionPart } from '@dougong/kernel/expression';
import type { Definition } from '@dougong/kernel/metadata';
import type { DraftList } from '@dougong/ui/api';
import { api } from '../app/api.js';
import { loadFunctions } from '../surroundings/load-functions.js';
import { draftOf, loadDesignState, loadSurroundings } from '../surroundings/load-surroundings.js';
import type { Surroundings } from '../surroundings/surroundings.js';
import { publishedDefinitions, withDrafts } from './all-definitions.js';

/** A definition with everything that its page needs. */
export interface Designed<D> {
  readonly published: D | null;
  /** `undefined` without a draft, `null` when a draft removes it. */
  readonly draft: D | null | undefined;
  readonly bundle: DraftList;
  /** Everything that would be published now. */
  readonly all: readonly Definition[];
  /** What formulas may call beside the language. */
  readonly functions: readonly FunctionPart[];
  /** What stands around its form, where it has one that can be read. */
  readonly surroundings: Surroundings | undefined;
}

/** Reads a definition for its page; `null` when there is none. */
export async function loadDesigned<D extends object>(kind: string, key: string): Promise<Designed<D> | null> {
  const state = await loadDesignState(api);
  const [release, functions] = await Promise.all([publishedDefinitions(), loadFunctions(api, state)]);
  const published = (release.find((each) => each.kind === kind && each.key === key) ?? null) as D | null;
  const draft = draftOf(state.bundle, kind, key)?.definition as D | null | undefined;
  const current = draft ?? published;
  if (current === null) return null;
  const { form } = current as { readonly form?: string };
  const surroundings =
    form === undefined ? undefined : await loadSurroundings(api, form, state).catch(() => undefined);
  return { published, draft, bundle: state.bundle, all: withDrafts(release, state), functions, surroundings };
}
