import type { FormPatch } from '@dougong/ui/forms';

/** Input that was not saved yet, kept in this browser so that a reload brings it back. */
export interface StoredDraft {
  /** The version that the input was made on; null for a new record. */
  readonly etag: string | null;
  readonly patch: FormPatch;
  /** The values that the changed header fields had, to tell later who changed what. */
  readonly base: Readonly<Record<string, unknown>>;
  readonly savedAt: string;
}

const PREFIX = 'dougong.draft';
const DRAFTS_MAX = 40;

function keyOf(user: string, form: string, id: string): string {
  return `${PREFIX}.${user}.${form}.${id}`;
}

function isDraft(value: unknown): value is StoredDraft {
  return (
    typeof value === 'object' && value !== null && 'patch' in value && 'etag' in value && 'base' in value
  );
}

/** The drafts of one user; another user of the same browser sees none of them. */
export class DraftStorage {
  constructor(
    private readonly user: string,
    private readonly storage: Storage | null = browserStorage(),
  ) {}

  load(form: string, id: string): StoredDraft | null {
    try {
      const value = JSON.parse(this.storage?.getItem(keyOf(this.user, form, id)) ?? 'null') as unknown;
      return isDraft(value) ? value : null;
    } catch {
      return null;
    }
  }

  save(form: string, id: string, draft: StoredDraft): void {
    try {
      this.storage?.setItem(keyOf(this.user, form, id), JSON.stringify(draft));
      this.dropOldest();
    } catch {
      // A full or forbidden storage only means that a reload loses what is unsaved.
    }
  }

  remove(form: string, id: string): void {
    this.storage?.removeItem(keyOf(this.user, form, id));
  }

  private dropOldest(): void {
    const own = Object.keys(this.storage ?? {}).filter((key) => key.startsWith(`${PREFIX}.${this.user}.`));
    if (own.length <= DRAFTS_MAX) return;
    const dated = own.map((key) => [this.savedAt(key), key] as const).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, key] of dated.slice(0, own.length - DRAFTS_MAX)) this.storage?.removeItem(key);
  }

  private savedAt(key: string): string {
    try {
      return (JSON.parse(this.storage?.getItem(key) ?? '{}') as Partial<StoredDraft>).savedAt ?? '';
    } catch {
      return '';
    }
  }
}

function browserStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
