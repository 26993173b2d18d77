/** How long a document must rest before it is saved. */
export const AUTOSAVE_DELAY_MS = 1200;

export type SaveState = 'clean' | 'waiting' | 'saving' | 'saved' | 'failed' | 'conflict';

export interface AutosaveStatus {
  readonly state: SaveState;
  /** When it was last stored, ISO text. */
  readonly savedAt: string | undefined;
  readonly problem: unknown;
}

/** What saving answered: stored, or somebody else was faster. */
export type SaveOutcome = 'saved' | 'conflict';

export interface AutosaveOptions<D> {
  readonly save: (document: D) => Promise<SaveOutcome>;
  readonly now: () => string;
  readonly delayMs?: number;
}

/**
 * Stores a document some time after its last change. A document that was never changed is never stored, and a change
 * during a save is stored after it, so the last state always arrives. A conflict stops it until someone decides.
 */
export class Autosave<D> {
  private status: AutosaveStatus = { state: 'clean', savedAt: undefined, problem: undefined };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: { readonly document: D } | undefined;
  private running: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: AutosaveOptions<D>) {}

  readonly snapshot = (): AutosaveStatus => this.status;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Notes a changed document. */
  changed(document: D): void {
    this.pending = { document };
    if (this.status.state === 'conflict') return;
    if (this.running === undefined) this.set({ state: 'waiting' });
    this.arm();
  }

  /** Stores at once what waits; resolves when nothing is under way any more. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.running !== undefined) await this.running;
    if (this.pending === undefined || this.status.state === 'conflict') return;
    this.running = this.store(this.pending.document);
    await this.running;
    if (this.pending !== undefined && this.status.state === 'saved') await this.flush();
  }

  /** The conflict is decided: what waits is either dropped or stored over the other's version. */
  decide(keep: boolean): void {
    if (!keep) this.pending = undefined;
    this.set({ state: this.pending === undefined ? 'clean' : 'waiting', problem: undefined });
    if (this.pending !== undefined) void this.flush();
  }

  /** Whether something is not stored yet. */
  get isUnsaved(): boolean {
    return this.pending !== undefined || this.running !== undefined;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private arm(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.options.delayMs ?? AUTOSAVE_DELAY_MS);
  }

  private async store(document: D): Promise<void> {
    this.set({ state: 'saving', problem: undefined });
    try {
      const outcome = await this.options.save(document);
      if (outcome === 'conflict') this.set({ state: 'conflict' });
      else {
        if (this.pending?.document === document) this.pending = undefined;
        this.set({ state: 'saved', savedAt: this.options.now() });
      }
    } catch (problem) {
      this.set({ state: 'failed', problem });
    } finally {
      this.running = undefined;
    }
  }

  private set(change: Partial<AutosaveStatus>): void {
    this.status = { ...this.status, ...change };
    this.listeners.forEach((listener) => listener());
  }
}
