import { checkFlow } from '@dougong/kernel/flows';
import type { Finding } from '@dougong/kernel/flows';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { checkContextOf } from './check-setup.js';
import type { CheckSetup } from './check-setup.js';

/** What the worker hears: first what to check against, then one drawing after another. */
export type CheckMessage =
  { readonly setup: CheckSetup } | { readonly id: number; readonly document: FlowDefinition };

/** What the worker says. */
export interface CheckAnswer {
  readonly id: number;
  readonly findings: readonly Finding[];
}

/** The part of a worker that the checker uses. */
export interface CheckWorker {
  onmessage: ((event: { readonly data: CheckAnswer }) => void) | null;
  onerror: (() => void) | null;
  postMessage(message: CheckMessage): void;
  terminate(): void;
}

export type Hear = (findings: readonly Finding[]) => void;

/** Checks drawings; only the newest one that was asked about is answered. */
export interface FlowChecker {
  check(document: FlowDefinition, hear: Hear): void;
  close(): void;
}

/** The kernel's check of one flow against what stands around it. */
export function checkOf(setup: CheckSetup): (document: FlowDefinition) => readonly Finding[] {
  const context = checkContextOf(setup);
  return (document) => (context === undefined ? [] : checkFlow(document, context));
}

/** Checks beside the page where there are workers, in the page itself elsewhere or once the worker has failed. */
export function openChecker(setup: CheckSetup, start: () => CheckWorker | undefined): FlowChecker {
  const worker = start();
  return worker === undefined ? new PageChecker(setup) : new WorkerChecker(worker, setup);
}

class PageChecker implements FlowChecker {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly run: (document: FlowDefinition) => readonly Finding[];

  constructor(setup: CheckSetup) {
    this.run = checkOf(setup);
  }

  check(document: FlowDefinition, hear: Hear): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => hear(this.run(document)), 0);
  }

  close(): void {
    clearTimeout(this.timer);
  }
}

interface Asked {
  readonly id: number;
  readonly document: FlowDefinition;
  readonly hear: Hear;
}

/** One drawing is under way at a time; of those that come meanwhile only the newest is kept. */
class WorkerChecker implements FlowChecker {
  private running: Asked | undefined;
  private waiting: Asked | undefined;
  private fallback: FlowChecker | undefined;
  private count = 0;

  constructor(
    private readonly worker: CheckWorker,
    private readonly setup: CheckSetup,
  ) {
    worker.onmessage = ({ data }) => this.answered(data);
    worker.onerror = () => this.failed();
    worker.postMessage({ setup });
  }

  check(document: FlowDefinition, hear: Hear): void {
    if (this.fallback !== undefined) return this.fallback.check(document, hear);
    this.count += 1;
    const asked = { id: this.count, document, hear };
    if (this.running === undefined) this.send(asked);
    else this.waiting = asked;
  }

  close(): void {
    this.worker.terminate();
    this.fallback?.close();
    this.running = undefined;
    this.waiting = undefined;
  }

  private send(asked: Asked): void {
    this.running = asked;
    this.worker.postMessage({ id: asked.id, document: asked.document });
  }

  private answered({ id, findings }: CheckAnswer): void {
    if (this.running?.id !== id) return;
    const { running, waiting } = this;
    this.running = undefined;
    this.waiting = undefined;
    // An answer about a drawing that has changed meanwhile would point at what is no longer there.
    if (waiting === undefined) running.hear(findings);
    else this.send(waiting);
  }

  private failed(): void {
    const open = this.waiting ?? this.running;
    this.worker.terminate();
    this.running = undefined;
    this.waiting = undefined;
    this.fallback ??= new PageChecker(this.setup);
    if (open !== undefined) this.fallback.check(open.document, open.hear);
  }
}
