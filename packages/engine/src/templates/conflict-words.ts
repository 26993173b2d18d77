import { definitionName } from '@dougong/kernel/metadata';
import { describeChanges, DEFINITION_TITLES } from '@dougong/kernel/changes';
import type { Change, DescribedDefinition } from '@dougong/kernel/changes';
import type { Issue, Localized } from '@dougong/kernel/foundation';
import { addressOf, CHOICES, pathInside } from '@dougong/kernel/metadata';
import type { Definition, DefinitionKind, LayerConflict } from '@dougong/kernel/metadata';

/** A conflict as people read it. Sentences are made of codes and parameters at the edge. */
export interface ToldConflict extends LayerConflict {
  readonly definition: { readonly kind: DefinitionKind; readonly key: string; readonly title: Localized };
  /** What the conflict is, as one sentence. */
  readonly about: Issue;
  /** What each side changed there, one sentence a change. */
  readonly told: { readonly mine: readonly Issue[]; readonly theirs: readonly Issue[] };
}

/** Three layers of definitions. */
export interface Layers {
  readonly base: readonly Definition[];
  readonly mine: readonly Definition[];
  readonly theirs: readonly Definition[];
}

/** Tells conflicts in words: of which definition, and what each side made of the place. */
export function tellConflicts(
  conflicts: readonly LayerConflict[],
  { base, mine, theirs }: Layers,
): readonly ToldConflict[] {
  if (conflicts.length === 0) return [];
  const [ofMine, ofTheirs] = [describeChanges(base, mine), describeChanges(base, theirs)];
  const titles = new Map(
    [...base, ...theirs, ...mine].map(({ title, ...name }) => [definitionName(name), title] as const),
  );
  return conflicts.map((conflict) => {
    const { kind, key } = addressOf(conflict.pointer);
    const title = titles.get(definitionName({ kind, key })) ?? { 'zh-CN': key, en: key };
    const definition = { kind: kind as DefinitionKind, key, title };
    return {
      ...conflict,
      definition,
      about: aboutOf(conflict, definition),
      told: { mine: changesAt(ofMine, conflict), theirs: changesAt(ofTheirs, conflict) },
    };
  });
}

function aboutOf({ id, kinds, pointer }: LayerConflict, { kind, title }: ToldConflict['definition']): Issue {
  const params = { definition: title, definitionKind: DEFINITION_TITLES[kind] };
  return { code: codeOf(id, kinds), path: pointer, params };
}

function codeOf(id: string, { mine, theirs }: LayerConflict['kinds']): string {
  if (id.endsWith('#order')) return 'conflict_order';
  if (mine === 'removed') return 'conflict_removed_by_me';
  if (theirs === 'removed') return 'conflict_removed_by_template';
  return mine === 'added' ? 'conflict_both_added' : 'conflict_both_changed';
}

/** The changes of one side that are about the place of a conflict, or lie around it. */
function changesAt(described: readonly DescribedDefinition[], { pointer }: LayerConflict): readonly Issue[] {
  const { kind, key } = addressOf(pointer);
  const inside = pathInside(pointer).replaceAll(CHOICES, 'choices');
  const definition = described.find((each) => each.kind === kind && each.key === key);
  return (definition?.changes ?? [])
    .filter(({ path }) => touches(path, inside))
    .map(({ code, path, params }: Change) => ({ code, path, params }));
}

function touches(one: string, other: string): boolean {
  return `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
}
