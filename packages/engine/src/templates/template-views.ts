import { definitionName } from '@dougong/kernel/metadata';
import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import { canonicalJson } from '@dougong/kernel/foundation';
import { bundleChanges, changesOf } from '@dougong/kernel/metadata';
import type { Bundle, Definition, DefinitionKind, Operation } from '@dougong/kernel/metadata';
import { composeTemplates } from '@dougong/kernel/templates';
import type { Answers } from '@dougong/kernel/templates';
import { notFound, Refusal } from '../http/refusal.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { InstalledTemplates, layerOf } from './installed-templates.js';
import type { InstalledTemplate } from './installed-templates.js';
import { loadedOf } from './load-template.js';
import { writePackage } from './package/package-file.js';
import { filesOfStored } from './package/template-files.js';
import type { TemplateFiles } from './package/template-files.js';

/** An installed template, as lists show it. */
export interface TemplateView {
  readonly key: string;
  readonly title: Localized;
  readonly description?: Localized | undefined;
  readonly version: string;
  readonly integrity: string | null;
  readonly signedBy: string | null;
  readonly installedAt: string;
  readonly demo: boolean;
  readonly answers: Answers;
  readonly dependencies: readonly { readonly key: string; readonly version: string }[];
  readonly definitions: number;
  readonly overlays: number;
}

/** The local changes of one definition: what differs from what the templates are together. */
export interface OverlayOfDefinition {
  readonly target: { readonly kind: DefinitionKind; readonly key: string };
  readonly operations: readonly Operation[];
}

/** What is installed, what was changed here, and both as packages. */
@Injectable()
export class TemplateViews {
  constructor(
    private readonly installed: InstalledTemplates,
    private readonly releases: ReleaseRegistry,
  ) {}

  async list(): Promise<readonly TemplateView[]> {
    return (await this.installed.read()).map(viewOf);
  }

  /**
   * The top layer: operations that make the release in force of the installed templates. It is worked out, so it can never
   * differ from what is in force. A definition made here is one operation `add` with the path `''`.
   */
  async overlay(): Promise<readonly OverlayOfDefinition[]> {
    const base = composeTemplates((await this.installed.read()).map(layerOf)).definitions;
    const { definitions } = await this.releases.refresh();
    const operations = bundleChanges(base as unknown as Bundle, definitions as unknown as Bundle);
    const names = new Map(
      [...base, ...definitions].map(
        ({ kind, key }) => [definitionName({ kind, key }), { kind, key }] as const,
      ),
    );
    return [...names.values()].flatMap((target) => {
      const own = changesOf(operations, target);
      return own.length === 0 ? [] : [{ target, operations: own }];
    });
  }

  /** The package of an installed template, byte for byte as it was packed. */
  async package(key: string): Promise<Buffer> {
    const row = (await this.installed.read()).find((each) => each.key === key);
    if (!row) throw notFound();
    const signature = row.files.entries ? row.signature : null;
    return writePackage(filesOf(row), signature ?? undefined);
  }

  /** The release in force as one template that stands on nothing: its definitions, without data. */
  async effective(head: {
    readonly key: string;
    readonly title: Localized;
    readonly version: string;
  }): Promise<TemplateFiles> {
    const { definitions } = await this.releases.refresh();
    if (definitions.length === 0) throw new Refusal(409, 'nothing_to_export');
    const manifest = { kind: 'template' as const, format: 1 as const, ...head };
    return loadedOf({ manifest, definitions: definitions.map(plain), seeds: [], scenarios: [] }).files;
  }
}

/** The files of an installed template; of one that was installed before files were kept, those that its parts make. */
export function filesOf({ files }: InstalledTemplate): TemplateFiles {
  return files.entries
    ? filesOfStored(files.entries)
    : loadedOf({ ...files, seeds: files.seeds ?? [], scenarios: files.scenarios ?? [] }).files;
}

function plain(definition: Definition): Definition {
  return JSON.parse(canonicalJson(definition)) as Definition;
}

function viewOf({ files, signature, ...row }: InstalledTemplate): TemplateView {
  const { title, description, dependencies = [] } = files.manifest;
  return {
    key: row.key,
    title,
    ...(description ? { description } : {}),
    version: row.version,
    integrity: row.integrity,
    signedBy: signature?.key ?? null,
    installedAt: row.installedAt,
    demo: row.demo,
    answers: row.answers,
    dependencies,
    definitions: files.definitions.length,
    overlays: files.overlays?.length ?? 0,
  };
}
