import type { FlowEffect, FlowEventKind, NoticeReason, NoticeWords } from './flow-command.js';

interface EventAbout {
  readonly nodeId?: string;
  readonly actor?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** What a step has brought about so far, in order; numbers the events of the trail. */
export class StepRecord {
  readonly effects: FlowEffect[] = [];

  /**
   * @param eventSeq number of the last event before this step.
   * @param at when the person acted.
   */
  constructor(
    public eventSeq: number,
    private readonly at: string,
  ) {}

  add(effect: FlowEffect): void {
    this.effects.push(effect);
  }

  event(kind: FlowEventKind, about: EventAbout): void {
    this.eventSeq += 1;
    this.add({ type: 'event', seq: this.eventSeq, kind, at: this.at, ...about });
  }

  /** Tells the record's state, where the definition names one. */
  recordState(state: string | undefined): void {
    if (state !== undefined) this.add({ type: 'set_state', state });
  }

  /** A notice; to nobody is none. */
  notify(to: readonly string[], reason: NoticeReason, nodeId?: string, words: NoticeWords = {}): void {
    if (to.length === 0) return;
    this.add({
      type: 'notify',
      to,
      reason,
      ...(nodeId === undefined ? {} : { nodeId }),
      ...words,
    });
  }
}
