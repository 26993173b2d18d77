import { definitionName } from '@dougong/kernel/metadata';
import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { sameJson } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import { NO_RELEASE } from '../release-registry.js';
import type { Draft } from './draft.js';
import { publishedIn } from './draft-changes.js';
import type { DraftState } from './draft-changes.js';

/** A draft whose definition somebody else has changed in the release since it was begun. */
export interface OutdatedDraft extends Draft {
  /** What the draft was begun from. */
  readonly base: DraftState;
  /** What is in force now. */
  readonly theirs: DraftState;
}

const IN_RELEASE = `
  SELECT d.value AS definition FROM core.release r, jsonb_array_elements(r.definitions) d
   WHERE r.number = $1 AND d.value ->> 'kind' = $2 AND d.value ->> 'key' = $3`;

/** Finds drafts that, published as they are, would undo what a release has brought since. */
@Injectable()
export class OutdatedDrafts {
  constructor(private readonly database: Database) {}

  async of(drafts: readonly Draft[], current: CompiledRelease): Promise<readonly OutdatedDraft[]> {
    const older = drafts.filter(({ baseRelease }) => (baseRelease ?? current.number) !== current.number);
    const found = await Promise.all(
      older.map(async (draft) => ({
        ...draft,
        base: await this.publishedIn(draft),
        theirs: publishedIn(draft, current.definitions),
      })),
    );
    return found.filter(({ base, theirs }) => !sameJson(base, theirs));
  }

  /** Refuses a publish that would undo what others have published. */
  async refuse(drafts: readonly Draft[], current: CompiledRelease): Promise<void> {
    const outdated = await this.of(drafts, current);
    if (outdated.length === 0) return;
    const names = outdated.map(definitionName);
    throw new Refusal(409, 'drafts_need_rebase', [], { params: { drafts: names, release: current.number } });
  }

  private async publishedIn({ kind, key, baseRelease }: Draft): Promise<DraftState> {
    if (baseRelease === null || baseRelease === NO_RELEASE) return null;
    const { rows } = await this.database.query<{ definition: Definition }>(IN_RELEASE, [
      baseRelease,
      kind,
      key,
    ]);
    return rows[0]?.definition ?? null;
  }
}
