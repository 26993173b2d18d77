import { ApiProblem } from '@dougong/ui/api';
import type { Api, Draft, DraftList } from '@dougong/ui/api';
import { sameJson } from '../editing/index.js';
import type { SaveOutcome } from '../editing/index.js';
import { draftOf } from '../surroundings/load-surroundings.js';

type DesignApi = Pick<Api['design'], 'drafts' | 'saveDraft' | 'dropDraft'>;

/** Which definition a draft is of. */
export interface DraftTarget {
  readonly kind: string;
  readonly key: string;
}

/**
 * Keeps the draft of one definition at the server. The revision counts all drafts, so somebody who works on another
 * definition moves it too: only a different draft of this one is a conflict.
 */
export class DraftKeeper<D> {
  private revision: DraftList['revision'];
  /** The draft as we stored or saw it last. */
  private stored: unknown;
  /** What somebody else stored in between. */
  private other: Draft | undefined;

  constructor(
    private readonly api: DesignApi,
    private readonly target: DraftTarget,
    private published: D | null,
    bundle: DraftList,
  ) {
    this.revision = bundle.revision;
    this.stored = draftOf(bundle, target.kind, target.key)?.definition ?? null;
  }

  get publishedDefinition(): D | null {
    return this.published;
  }

  get hasDraft(): boolean {
    return this.stored !== null;
  }

  get ifMatch(): string {
    return `"${this.revision}"`;
  }

  /** The draft of the other one, after a conflict. */
  get conflict(): Draft | undefined {
    return this.other;
  }

  /** Stores the document; one that is as published needs no draft at all. */
  async save(document: D): Promise<SaveOutcome> {
    try {
      await this.store(document);
      return 'saved';
    } catch (problem) {
      if (!isStale(problem)) throw problem;
    }
    const bundle = (await this.api.drafts()).data;
    const theirs = this.ownIn(bundle);
    this.revision = bundle.revision;
    if (!sameJson(theirs?.definition ?? null, this.stored)) {
      this.other = theirs;
      this.stored = theirs?.definition ?? null;
      return 'conflict';
    }
    await this.store(document);
    return 'saved';
  }

  /** Throws the draft away. */
  async discard(): Promise<void> {
    if (this.published !== null) await this.save(this.published);
  }

  /** Looks at the drafts again: after a publish, or before one. */
  async refresh(): Promise<DraftList> {
    const bundle = (await this.api.drafts()).data;
    this.revision = bundle.revision;
    this.stored = this.ownIn(bundle)?.definition ?? null;
    return bundle;
  }

  /** The document has become the published version. */
  becamePublished(document: D): void {
    this.published = document;
    this.stored = null;
  }

  /** What somebody else left, or the published version when the draft is gone. */
  theirs(): D | null {
    return (this.other?.definition as D | undefined) ?? this.published;
  }

  private ownIn(bundle: DraftList): Draft | undefined {
    return draftOf(bundle, this.target.kind, this.target.key);
  }

  private async store(document: D): Promise<void> {
    const { kind, key } = this.target;
    const options = { ifMatch: this.ifMatch };
    const asPublished = this.published !== null && sameJson(document, this.published);
    if (asPublished && this.stored === null) return;
    const answer = asPublished
      ? await this.api.dropDraft(kind, key, options)
      : await this.api.saveDraft(kind, key, document, options);
    this.revision = answer.data.revision;
    this.stored = asPublished ? null : document;
  }
}

function isStale(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.status === 412;
}
