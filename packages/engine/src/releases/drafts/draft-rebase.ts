import { definitionName } from '@dougong/kernel/metadata';
import { Injectable } from '@nestjs/common';
import { describePath, DEFINITION_TITLES } from '@dougong/kernel/changes';
import type { Language } from '@dougong/kernel/foundation';
import { addressOf, mergeBundles, openConflicts, pathInside } from '@dougong/kernel/metadata';
import type { ConflictChoices, Definition, DefinitionKind, LayerConflict } from '@dougong/kernel/metadata';
import { sentence } from '../../http/sentences/index.js';
import { Drafts } from '../drafts.js';
import { ReleaseRegistry } from '../release-registry.js';
import type { DraftActor } from './draft-book.js';
import type { DraftState } from './draft-changes.js';
import { OutdatedDrafts } from './outdated-drafts.js';
import type { OutdatedDraft } from './outdated-drafts.js';
import type { RebaseWire } from './draft.wire.js';

export interface RebaseRequest {
  readonly actor: DraftActor;
  readonly seen: number | undefined;
  readonly language: Language;
  readonly choices?: ConflictChoices;
  readonly dryRun?: boolean;
}

/** Puts drafts that were begun on an older release onto the one in force: theirs and ours, property by property. */
@Injectable()
export class DraftRebase {
  constructor(
    private readonly drafts: Drafts,
    private readonly outdated: OutdatedDrafts,
    private readonly releases: ReleaseRegistry,
  ) {}

  /** Writes only where every conflict is decided; else it tells them. */
  async run({ actor, seen, language, choices = {}, dryRun = false }: RebaseRequest): Promise<RebaseWire> {
    const { revision, drafts } = await this.drafts.read();
    const current = await this.releases.refresh();
    const outdated = await this.outdated.of(drafts, current);
    const [base, mine, theirs] = [
      bundleOf(outdated, 'base'),
      bundleOf(outdated, 'definition'),
      bundleOf(outdated, 'theirs'),
    ];
    const merged = mergeBundles(base, mine, theirs, choices);
    const isOpen = openConflicts(merged.conflicts).length > 0;
    const result = new Map(
      merged.value.map((each) => [`${String(each['kind'])}/${String(each['key'])}`, each]),
    );
    const writes = outdated.map(({ kind, key }) => ({
      kind,
      key,
      definition: (result.get(definitionName({ kind, key })) ?? null) as DraftState,
    }));
    const applied = !isOpen && !dryRun && writes.length > 0;
    const after = applied ? await this.drafts.rebased(writes, actor, seen ?? revision) : { revision };
    return {
      applied,
      revision: after.revision,
      release: current.number,
      rebased: outdated.map(({ kind, key, baseRelease }) => ({ kind, key, from: baseRelease ?? 0 })),
      conflicts: merged.conflicts.map((conflict) =>
        conflictWire(
          conflict,
          [...mine, ...theirs, ...current.definitions] as unknown as Definition[],
          language,
        ),
      ),
    };
  }
}

type Side = 'base' | 'definition' | 'theirs';
type BundlePart = Readonly<Record<string, unknown>>;

function bundleOf(drafts: readonly OutdatedDraft[], side: Side): readonly BundlePart[] {
  return drafts.flatMap((draft) => (draft[side] === null ? [] : [draft[side] as unknown as BundlePart]));
}

function conflictWire(
  conflict: LayerConflict,
  definitions: readonly Definition[],
  language: Language,
): RebaseWire['conflicts'][number] {
  const { kind, key } = addressOf(conflict.pointer);
  const definition = definitions.find((each) => each.kind === kind && each.key === key);
  const path = pathInside(conflict.pointer);
  const told = definition && describePath(definition, path, definitions);
  const text = (value: unknown) => told?.value(value)[language];
  const place = told?.place?.[language] ?? null;
  return {
    id: conflict.id,
    kind,
    key,
    path,
    mine: conflict.mine,
    theirs: conflict.theirs,
    base: conflict.base,
    mergeable: conflict.mergeable,
    chosen: conflict.choice !== undefined,
    place,
    sentence: sentence(
      'rebase_conflict',
      {
        definitionKind: DEFINITION_TITLES[kind as DefinitionKind],
        definition: definition?.title ?? key,
        place,
        mine: text(conflict.mine),
        theirs: text(conflict.theirs),
        base: text(conflict.base),
      },
      language,
    ),
  };
}
