import type { FlowDefinition } from '@dougong/kernel/metadata';
import { ApiProblem } from '@dougong/ui/api';
import type { Draft, DraftList } from '@dougong/ui/api';
import { DraftKeeper } from './draft-keeper.js';
import { CLAIM_FLOW } from '../flows/flows.fixtures.js';

/** Drafts as the engine keeps them: one revision for all, and nobody stores over what he has not seen. */
class DraftShelf {
  revision = 4;
  drafts: Draft[] = [];
  requests: string[] = [];

  list(): DraftList {
    return { revision: this.revision, drafts: [...this.drafts] };
  }

  put(kind: string, key: string, definition: unknown, updatedBy = 'u2'): void {
    this.drafts = this.drafts.filter((draft) => draft.kind !== kind || draft.key !== key);
    this.drafts.push({ kind, key, definition, baseRelease: 1, updatedAt: '2026-11-22T08:00:00Z', updatedBy });
    this.revision += 1;
  }

  api() {
    const answer = <T>(data: T) => ({ data, status: 200, etag: undefined, requestId: undefined });
    const guard = (ifMatch: string | undefined) => {
      if (ifMatch !== `"${this.revision}"`)
        throw new ApiProblem({ status: 412, code: 'stale_version', title: 'stale' });
    };
    return {
      drafts: async () => answer(this.list()),
      saveDraft: async (
        kind: string,
        key: string,
        definition: unknown,
        options?: { ifMatch?: string | undefined },
      ) => {
        this.requests.push('put');
        guard(options?.ifMatch);
        this.put(kind, key, definition, 'me');
        return answer(this.list());
      },
      dropDraft: async (kind: string, key: string, options?: { ifMatch?: string | undefined }) => {
        this.requests.push('delete');
        guard(options?.ifMatch);
        this.drafts = this.drafts.filter((draft) => draft.kind !== kind || draft.key !== key);
        this.revision += 1;
        return answer(this.list());
      },
    };
  }
}

const CHANGED: FlowDefinition = { ...CLAIM_FLOW, admin: 'clerk' };

function keeperOf(shelf: DraftShelf): DraftKeeper<FlowDefinition> {
  return new DraftKeeper(shelf.api(), { kind: 'flow', key: CLAIM_FLOW.key }, CLAIM_FLOW, shelf.list());
}

describe('the draft of a flow', () => {
  test('a change is stored, and the next one too', async () => {
    const shelf = new DraftShelf();
    const keeper = keeperOf(shelf);
    expect(await keeper.save(CHANGED)).toBe('saved');
    expect(await keeper.save({ ...CHANGED, admin: 'boss', startAction: 'send' })).toBe('saved');
    expect(shelf.drafts).toHaveLength(1);
  });

  test('a flow that is as published again needs no draft', async () => {
    const shelf = new DraftShelf();
    const keeper = keeperOf(shelf);
    await keeper.save(CHANGED);
    await keeper.save({ ...CLAIM_FLOW });
    expect(shelf.drafts).toEqual([]);
  });

  test('a flow that was changed and changed back before it was stored asks nothing of the server', async () => {
    const shelf = new DraftShelf();
    await keeperOf(shelf).save({ ...CLAIM_FLOW });
    expect(shelf.requests).toEqual([]);
  });

  test('somebody who works on another definition is no conflict', async () => {
    const shelf = new DraftShelf();
    const keeper = keeperOf(shelf);
    shelf.put('form', 'claim', {});
    expect(await keeper.save(CHANGED)).toBe('saved');
  });

  test('somebody who works on the same flow is one, and nothing of his is lost', async () => {
    const shelf = new DraftShelf();
    const keeper = keeperOf(shelf);
    const theirs = { ...CLAIM_FLOW, startAction: 'send' };
    shelf.put('flow', CLAIM_FLOW.key, theirs);
    expect(await keeper.save(CHANGED)).toBe('conflict');
    expect(shelf.drafts[0]?.definition).toEqual(theirs);
    expect(keeper.conflict?.updatedBy).toBe('u2');
    expect(keeper.theirs()).toEqual(theirs);
  });

  test('after a conflict mine may be kept', async () => {
    const shelf = new DraftShelf();
    const keeper = keeperOf(shelf);
    shelf.put('flow', CLAIM_FLOW.key, { ...CLAIM_FLOW, startAction: 'send' });
    await keeper.save(CHANGED);
    expect(await keeper.save(CHANGED)).toBe('saved');
    expect(shelf.drafts[0]?.definition).toEqual(CHANGED);
  });
});
