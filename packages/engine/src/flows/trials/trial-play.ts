import type { CompiledFlow } from '@dougong/kernel/flows';
import { issue } from '@dougong/kernel/foundation';
import type { TrialStep } from '@dougong/kernel/metadata';
import type { CommandDraft } from '../../commands/command-run.js';
import { invalid } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { TRIAL_DEEDS } from './deeds/index.js';
import { fireDue } from './due-work.js';
import type { Reminder } from './due-work.js';
import type { Written } from './recording-writer.js';
import { enteredNodes } from './entered-nodes.js';
import type { TrialWorld } from './trial-world.js';

/** What one step came to; a refusal of it is thrown. */
export interface Played {
  readonly written: readonly Written[];
  readonly reminders: readonly Reminder[];
}

export interface TrialCommand {
  readonly command: CommandDraft;
  readonly instance?: string | undefined;
}

/** One play of a trial: a record on its way through the flow, step by step. */
export class TrialPlay {
  /** Who took the step that is under way; nobody where time passes or another system answers. */
  actor: string | null = null;
  /** Everything that was written so far. */
  readonly history: Written[] = [];
  private reminders: Reminder[] = [];

  constructor(
    readonly world: TrialWorld,
    readonly flow: CompiledFlow,
    readonly recordId: string,
    readonly starter: string,
  ) {}

  /** The form and the record, as commands name them. */
  get target(): { readonly form: string; readonly id: string } {
    return { form: this.flow.definition.form, id: this.recordId };
  }

  /** Makes the sample record, as the starter would. */
  create(values: unknown): Promise<Played> {
    return this.played(async () =>
      this.send(await this.person(this.starter), 'create', {
        command: { type: 'create', ...this.target, values },
      }),
    );
  }

  /** Carries a step out, and whatever falls due with it. */
  carryOut(step: TrialStep): Promise<Played> {
    return this.played(() => TRIAL_DEEDS[step.do](this, step));
  }

  /** Sends a command for somebody, as the edge would for a request of his. */
  async send(
    subject: Subject,
    action: string,
    { command, instance }: TrialCommand,
    channel: 'ui' | 'worker' = 'ui',
  ): Promise<void> {
    const which = instance === undefined ? {} : { instance };
    await this.world.commands.execute({ subject, command, ...which, channel, action });
  }

  /** Somebody who takes a step; one who is not there, or not any more, cannot sign in. */
  async person(user: string): Promise<Subject> {
    this.actor = user;
    const found = await this.world.subjects.byId(user);
    if (!found) throw invalid([issue('unknown_user', '/by', { user })]);
    return found;
  }

  /** The state of the record; none where the form has no lifecycle, or nothing was made. */
  async state(): Promise<string> {
    const { database, facts, terms } = this.world;
    const question = { ...this.target, subject: this.recordId, key: null, lock: false };
    const { record } = await database.withSession((session) =>
      facts.record(session, terms.release, question),
    );
    return record?.status ?? '';
  }

  /** Fires what is due now for the record, and for those that were made on its way. */
  async settle(): Promise<void> {
    this.reminders.push(...(await fireDue(this.world, () => this.records)));
  }

  /** The nodes of the flow in the order in which they were entered. */
  get path(): readonly string[] {
    return enteredNodes(this.history, this.recordId, this.flow.start.id);
  }

  /** Its timers are those of these records. */
  get records(): readonly string[] {
    return [this.recordId, ...madeBy([...this.history, ...this.world.writer.soFar])];
  }

  private async played(work: () => Promise<void>): Promise<Played> {
    this.actor = null;
    await work();
    await this.settle();
    const written = this.world.writer.take();
    this.history.push(...written);
    const { reminders } = this;
    this.reminders = [];
    return { written, reminders };
  }
}

function madeBy(written: readonly Written[]): readonly string[] {
  return written.flatMap(({ effects }) =>
    effects.records.filter(({ kind }) => kind === 'insert').map(({ record }) => record.id),
  );
}
