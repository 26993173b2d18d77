import type { Definition, DefinitionKind } from '@dougong/kernel/metadata';

/** A definition under work; without `definition` it is to be removed. */
export interface Draft {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly definition: Definition | null;
  /** The release in force when it was begun. */
  readonly baseRelease: number | null;
  readonly updatedAt: string;
  readonly updatedBy: string | null;
}

export interface DraftBundle {
  /** Grows with every change of any draft; a publish names the one it has seen. */
  readonly revision: number;
  readonly drafts: readonly Draft[];
}
