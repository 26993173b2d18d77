import type { FlowDefinition } from '@dougong/kernel/metadata';
import { ApiProblem } from '@dougong/ui/api';
import type { Api, Draft, DraftList } from '@dougong/ui/api';
import { sameJson } from '../editing/index.js';
import type { SaveOutcome } from '../editing/index.js';
import { draftOf } from './load-flow.js';

type DesignApi = Pick<Api['design'], 'drafts' | 'saveDraft' | 'dropDraft'>;

/**
 * Keeps the draft of one flow at the server. The revision counts all drafts, so somebody who works on another
 * definition moves it too: only a different draft of this flow is a conflict.
 */
export class DraftKeeper {
  private revision: DraftList['revision'];
  /** The draft as we stored or saw it last. */
  private stored: unknown;
  /** What somebody else stored in between. */
  private other: Draft | undefined;

  constructor(
    private readonly api: DesignApi,
    private readonly key: string,
    private published: FlowDefinition | null,
    bundle: DraftList,
  ) {
    this.revision = bundle.revision;
    this.stored = draftOf(bundle, 'flow', key)?.definition ?? null;
  }

  get publishedDefinition(): FlowDefinition | null {
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
  async save(document: FlowDefinition): Promise<SaveOutcome> {
    try {
      await this.store(document);
      return 'saved';
    } catch (problem) {
      if (!isStale(problem)) throw problem;
    }
    const bundle = (await this.api.drafts()).data;
    const theirs = draftOf(bundle, 'flow', this.key);
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
    this.stored = draftOf(bundle, 'flow', this.key)?.definition ?? null;
    return bundle;
  }

  /** The document has become the published version. */
  becamePublished(document: FlowDefinition): void {
    this.published = document;
    this.stored = null;
  }

  /** What somebody else left, or the published version when the draft is gone. */
  theirs(): FlowDefinition | null {
    return (this.other?.definition as FlowDefinition | undefined) ?? this.published;
  }

  private async store(document: FlowDefinition): Promise<void> {
    const options = { ifMatch: this.ifMatch };
    const asPublished = this.published !== null && sameJson(document, this.published);
    if (asPublished && this.stored === null) return;
    const answer = asPublished
      ? await this.api.dropDraft('flow', this.key, options)
      : await this.api.saveDraft('flow', this.key, document, options);
    this.revision = answer.data.revision;
    this.stored = asPublished ? null : document;
  }
}

function isStale(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.status === 412;
}
