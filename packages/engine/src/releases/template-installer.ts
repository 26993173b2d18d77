import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { checkAnswers, composeTemplates, satisfiesRange } from '@dougong/kernel/templates';
import type { Answers } from '@dougong/kernel/templates';
import { invalid } from '../http/refusal.js';
import type { DemoLogin } from '../identity/demo-logins.js';
import { UNWATCHED } from '../jobs/long-work.js';
import { CLOCK } from '../ports.js';
import type { ChangeChoices } from '../templates/change-plan.js';
import { InstalledTemplates, layerOf, rowOf } from '../templates/installed-templates.js';
import type { InstalledTemplate as InstalledRow } from '../templates/installed-templates.js';
import { loadedOf, loadWithDependencies } from '../templates/load-template.js';
import type { LoadedTemplate } from '../templates/load-template.js';
import { TemplateChanges } from '../templates/template-changes.js';
import type {
  ChangeRequest,
  ChangeSource,
  DoneChange,
  PlannedChange,
  ScenarioWish,
} from '../templates/template-changes.js';
import type { ScenarioOutcome } from '../scenarios/scenario-bundle.js';
import type { TemplatePackage } from './read-template.js';
import { TemplateSeeds } from './template-seeds.js';
import type { SeedOptions } from './template-seeds.js';

export interface InstallOptions extends SeedOptions, ChangeChoices, ScenarioWish {
  /** What is answered to the template's parameters; what was answered before, and the defaults, stand for the rest. */
  readonly answers?: Readonly<Record<string, unknown>> | undefined;
  /** Who installs; nobody in particular on the command line. */
  readonly source?: ChangeSource;
}

export interface InstalledTemplate {
  readonly key: string;
  readonly version: string;
  readonly release: number;
  /** People made now, with the passwords they were given; nobody can read them later. */
  readonly logins: readonly DemoLogin[];
  /** Seed records made now. */
  readonly records: number;
}

/** What an installation or upgrade did. */
export interface InstallOutcome extends Pick<InstalledTemplate, 'release' | 'logins' | 'records'> {
  readonly plan: DoneChange;
}

/** Templates as they were loaded: the one that is meant first, then those that it stands on. */
export type LoadedTemplates = readonly [LoadedTemplate, ...LoadedTemplate[]];

const COMMAND_LINE: ChangeSource = { actor: null, channel: 'cli' };

/**
 * Installs a template, or upgrades it: its definitions are merged with what is in force and become a release, its seeds go
 * through the same commands as anybody's. Installing the same template again changes only what differs.
 */
@Injectable()
export class TemplateInstaller {
  constructor(
    private readonly installed: InstalledTemplates,
    private readonly changes: TemplateChanges,
    private readonly seeds: TemplateSeeds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Installs the template of a folder, with those beside it that it stands on. */
  async install(folder: string, options: InstallOptions): Promise<InstalledTemplate> {
    return this.installLoaded(await loadWithDependencies(folder), options);
  }

  /** Installs a template that has been read. */
  installPackage(template: TemplatePackage, options: InstallOptions): Promise<InstalledTemplate> {
    return this.installLoaded([loadedOf(template)], options);
  }

  async installLoaded(templates: LoadedTemplates, options: InstallOptions): Promise<InstalledTemplate> {
    const { release, records, logins } = await this.carryOut(templates, options);
    const { key, version } = templates[0].template.manifest;
    return { key, version, release, logins, records };
  }

  /** Installs or upgrades, and tells everything that was done. */
  async carryOut(templates: LoadedTemplates, options: InstallOptions): Promise<InstallOutcome> {
    const request = await this.request(templates, options);
    const done = await this.changes.carryOut(request, options.source ?? COMMAND_LINE, options);
    const keys = templates.map(({ template }) => template.manifest.key);
    return { plan: done, release: done.release, ...(await this.loadSeeds(keys, options)) };
  }

  /** Loads the seeds of installed templates; what was loaded before stays as it is. */
  async loadSeeds(
    keys: readonly string[],
    { onProgress, work = UNWATCHED }: Pick<InstallOptions, 'onProgress' | 'work'> = {},
  ): Promise<Pick<InstalledTemplate, 'logins' | 'records'>> {
    await work.step({ code: 'seeds' });
    const rows = await this.installed.read();
    const { order, seeds } = composeTemplates(rows.map(layerOf));
    const demos = new Set(rows.flatMap((row) => (row.demo ? [row.key] : [])));
    const data = { logins: [] as DemoLogin[], records: 0 };
    for (const key of order.filter((each) => keys.includes(each))) {
      const options = { onProgress, demo: demos.has(key) };
      const { logins, records } = await this.seeds.load(key, seeds.get(key) ?? [], options);
      data.logins.push(...logins);
      data.records += records;
    }
    return data;
  }

  /** What installing would do; writes nothing. */
  async preview(templates: LoadedTemplates, options: InstallOptions): Promise<PlannedChange> {
    return this.changes.plan(await this.request(templates, options));
  }

  /** What the scenarios would do with it: plays them on scratch databases; writes nothing here. */
  async rehearse(
    plan: PlannedChange,
    templates: LoadedTemplates,
    options: InstallOptions,
  ): Promise<readonly ScenarioOutcome[]> {
    const { after } = await this.request(templates, options);
    return this.changes.play(plan, after, options);
  }

  private async request(
    templates: LoadedTemplates,
    { answers = {}, demo, choices, prefer }: InstallOptions,
  ): Promise<ChangeRequest> {
    const before = await this.installed.read();
    const [main, ...below] = templates;
    const key = main.template.manifest.key;
    const old = before.find((row) => row.key === key);
    const given = answersFor(main, { ...answersKept(main, old), ...answers });
    const installedAt = this.clock();
    const rows = [
      rowOf(main, {
        answers: given,
        demo: demo || (old?.demo ?? false),
        installedAt: old?.installedAt ?? installedAt,
      }),
      ...below
        .filter((one) => isNeeded(one, templates, before))
        .map((one) => rowOf(one, { answers: {}, demo, installedAt })),
    ];
    return { action: old ? 'upgrade' : 'install', before, after: replaced(before, rows), choices, prefer };
  }
}

/** Answers given earlier, as far as they are still asked for. */
function answersKept({ template }: LoadedTemplate, old: InstalledRow | undefined): Answers {
  const parameters = template.manifest.parameters ?? [];
  const kept = Object.entries(old?.answers ?? {}).filter(
    ([id, answer]) => checkAnswers(parameters, { [id]: answer }).length === 0,
  );
  return Object.fromEntries(kept);
}

function answersFor({ template }: LoadedTemplate, answers: Readonly<Record<string, unknown>>): Answers {
  const issues = checkAnswers(template.manifest.parameters ?? [], answers);
  if (issues.length > 0) throw invalid(issues.map((found) => ({ ...found, path: `/answers${found.path}` })));
  return answers as Answers;
}

/** A dependency that lies beside the template is taken only where none that fits is installed. */
function isNeeded(
  { template }: LoadedTemplate,
  templates: LoadedTemplates,
  installed: readonly InstalledRow[],
): boolean {
  const { key } = template.manifest;
  const present = installed.find((row) => row.key === key);
  if (!present) return true;
  const ranges = templates.flatMap((each) =>
    (each.template.manifest.dependencies ?? []).filter((dependency) => dependency.key === key),
  );
  return !ranges.every(({ version }) => satisfiesRange(present.version, version));
}

function replaced(before: readonly InstalledRow[], rows: readonly InstalledRow[]): readonly InstalledRow[] {
  const byKey = new Map(before.map((row) => [row.key, row]));
  for (const row of rows) byKey.set(row.key, row);
  return [...byKey.values()];
}
