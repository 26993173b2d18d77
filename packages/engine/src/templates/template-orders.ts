import { Injectable } from '@nestjs/common';
import type { Language } from '@dougong/kernel/foundation';
import { UNWATCHED } from '../jobs/long-work.js';
import type { LongWork } from '../jobs/long-work.js';
import { TemplateInstaller } from '../releases/template-installer.js';
import type { LoadedTemplates } from '../releases/template-installer.js';
import { wireOutcome } from '../scenarios/outcome.wire.js';
import { InstallPreviews } from './install-preview.js';
import { SentPackages } from './sent-packages.js';
import type { ChangeSource, DoneChange, PlannedChange } from './template-changes.js';
import { TemplateRemoval } from './template-removal.js';
import type { DoneRemoval } from './template-removal.js';
import { TemplateReverts } from './template-reverts.js';
import type { RevertedChange } from './template-reverts.js';
import { choicesIn, planWire, removalWire } from './template.wire.js';
import type { ChoicesBody, InstallBody } from './template.wire.js';

export interface InstallOrder {
  readonly what: 'install';
  readonly body: InstallBody;
  readonly isDryRun: boolean;
  /** What was said about scenarios; left out where nothing was. */
  readonly scenarios?: boolean | undefined;
}

export interface RevertOrder {
  readonly what: 'revert';
  readonly body: ChoicesBody;
  readonly isDryRun: boolean;
}

export interface RemovalOrder {
  readonly what: 'uninstall';
  readonly key: string;
  readonly data: 'keep' | 'purge';
  readonly isDryRun: boolean;
}

/** What is to be done with templates, as data: at once, or by a job. */
export type TemplateOrder = InstallOrder | RevertOrder | RemovalOrder;

/** Who ordered it, in which language he is answered, and who watches. */
export interface OrderedBy {
  readonly source: ChangeSource & { readonly actor: string };
  readonly language: Language;
  readonly work?: LongWork;
}

export type OrderAnswer = Readonly<Record<string, unknown>>;

/** What is left to be done when the release is switched, and what is answered then. */
interface Settled {
  readonly answer: OrderAnswer;
  /** Templates whose seeds are to be loaded. */
  readonly seeds?: readonly string[];
  readonly purge?: { readonly key: string; readonly tables: readonly string[] };
}

/** Carries out what is ordered about templates, and gives the answer that the caller reads. */
@Injectable()
export class TemplateOrders {
  constructor(
    private readonly sent: SentPackages,
    private readonly installer: TemplateInstaller,
    private readonly previews: InstallPreviews,
    private readonly removal: TemplateRemoval,
    private readonly reverts: TemplateReverts,
  ) {}

  carryOut(order: TemplateOrder, by: OrderedBy): Promise<OrderAnswer> {
    if (order.what === 'install') return this.install(order, by);
    return order.what === 'revert' ? this.revert(order, by) : this.remove(order, by);
  }

  /** Goes on after the switch in the place of a process that died; doing a part of it again is harmless. */
  async finish(settled: unknown, { source, work }: OrderedBy): Promise<OrderAnswer> {
    const { answer, seeds, purge } = settled as Settled;
    if (purge) await this.removal.purge(purge.key, purge.tables, source);
    return seeds ? { ...answer, ...(await this.installer.loadSeeds(seeds, { work })) } : answer;
  }

  private async install(order: InstallOrder, by: OrderedBy): Promise<OrderAnswer> {
    const { body, scenarios, isDryRun } = order;
    const templates = await this.sent.load(
      body.packages as [string, ...string[]],
      body.allowUnsigned ?? false,
    );
    const { source, language, work = UNWATCHED } = by;
    const answered = ({ release, outcomes, ...plan }: DoneChange): OrderAnswer => ({
      ...planWire(plan, language),
      release,
      scenarios: outcomes.map(wireOutcome),
    });
    const seeds = templates.map(({ template }) => template.manifest.key);
    const options = {
      demo: body.demo ?? false,
      skipScenarios: scenarios === false,
      answers: body.answers,
      choices: choicesIn(body),
      prefer: body.prefer,
      source,
      work: settling(work, (done: DoneChange): Settled => ({ answer: answered(done), seeds })),
    };
    if (isDryRun) return this.previewed(templates, options, scenarios === true, language);
    const { plan, records, logins } = await this.installer.carryOut(templates, options);
    return { ...answered(plan), records, logins };
  }

  private async previewed(
    templates: LoadedTemplates,
    options: Parameters<TemplateInstaller['rehearse']>[2],
    withScenarios: boolean,
    language: Language,
  ): Promise<OrderAnswer> {
    const plan = await this.installer.preview(templates, options);
    const seeds = await this.previews.seeds(plan, templates, options.demo);
    const told = { ...(await this.told(plan, language)), seeds };
    if (!withScenarios) return told;
    const outcomes = await this.installer.rehearse(plan, templates, options);
    return { ...told, scenarios: outcomes.map(wireOutcome) };
  }

  private async revert({ body, isDryRun }: RevertOrder, by: OrderedBy): Promise<OrderAnswer> {
    const choices = choicesIn(body);
    const { source, language, work = UNWATCHED } = by;
    if (isDryRun) return this.told(await this.reverts.plan(choices, body.prefer), language);
    const answered = (done: RevertedChange): OrderAnswer => ({
      ...planWire(done, language),
      release: done.release,
    });
    const watched = settling(work, (done: RevertedChange): Settled => ({ answer: answered(done) }));
    return answered(await this.reverts.revert(source, choices, body.prefer, watched));
  }

  private async remove({ key, data, isDryRun }: RemovalOrder, by: OrderedBy): Promise<OrderAnswer> {
    const { source, language, work = UNWATCHED } = by;
    if (isDryRun) {
      const plan = await this.removal.plan(key, { data });
      return { ...removalWire(plan, language), ...(await this.told(plan, language)) };
    }
    const answered = (done: DoneRemoval): OrderAnswer => ({
      ...removalWire(done, language),
      release: done.release,
    });
    const settled = (done: DoneRemoval): Settled => ({
      answer: answered(done),
      purge: { key, tables: done.purge },
    });
    return answered(await this.removal.remove(key, { data }, source, settling(work, settled)));
  }

  /** A plan as it is looked at before it is carried out: with every change in words. */
  private async told(plan: PlannedChange, language: Language): Promise<OrderAnswer> {
    return { ...planWire(plan, language), diff: await this.previews.diff(plan, language) };
  }
}

/** Work that is told of a change as the answer that it will give. */
function settling<Done>(work: LongWork, settled: (done: Done) => Settled): LongWork {
  return {
    step: (step) => work.step(step),
    settle: (session, done) => work.settle(session, settled(done as Done)),
    settled: () => work.settled(),
  };
}
