import { DraftStorage, type StoredDraft } from './draft-storage.js';

const draft = (savedAt = '2026-11-20T10:00:00Z'): StoredDraft => ({
  etag: '"3"',
  patch: { note: 'typed' },
  base: { note: null },
  savedAt,
});

describe('unsaved input', () => {
  beforeEach(() => localStorage.clear());

  it('comes back after a reload', () => {
    new DraftStorage('ann').save('claim', '1', draft());
    expect(new DraftStorage('ann').load('claim', '1')).toEqual(draft());
  });

  it('is not shown to another user of the same browser', () => {
    new DraftStorage('ann').save('claim', '1', draft());
    expect(new DraftStorage('bob').load('claim', '1')).toBeNull();
  });

  it('is gone once it is saved or given up', () => {
    const drafts = new DraftStorage('ann');
    drafts.save('claim', '1', draft());
    drafts.remove('claim', '1');
    expect(drafts.load('claim', '1')).toBeNull();
  });

  it('does not break the page when the stored text is damaged', () => {
    localStorage.setItem('dougong.draft.ann.claim.1', '{"patch":');
    expect(new DraftStorage('ann').load('claim', '1')).toBeNull();
    localStorage.setItem('dougong.draft.ann.claim.1', '[]');
    expect(new DraftStorage('ann').load('claim', '1')).toBeNull();
  });

  it('makes room by letting the oldest go', () => {
    const drafts = new DraftStorage('ann');
    for (let day = 1; day <= 41; day += 1)
      drafts.save('claim', String(day), draft(`2026-11-20T10:00:${String(day).padStart(2, '0')}Z`));
    expect(drafts.load('claim', '1')).toBeNull();
    expect(drafts.load('claim', '41')).not.toBeNull();
  });

  it('is simply not kept where storage is forbidden', () => {
    const drafts = new DraftStorage('ann', null);
    drafts.save('claim', '1', draft());
    expect(drafts.load('claim', '1')).toBeNull();
  });
});
