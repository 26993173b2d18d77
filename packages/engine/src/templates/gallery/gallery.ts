import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import { composeTemplates } from '@dougong/kernel/templates';
import type { ComposedTemplates, TemplateLayer } from '@dougong/kernel/templates';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { InstalledTemplates, layerOf } from '../installed-templates.js';
import type { InstalledTemplate } from '../installed-templates.js';
import type { LoadedTemplate } from '../load-template.js';
import { SentPackages } from '../sent-packages.js';
import { TemplateViews } from '../template-views.js';
import { relationOf } from './offer-relation.js';
import type { OfferRelation } from './offer-relation.js';
import { SHIPPED, ShippedTemplates } from './shipped-templates.js';
import type { ShippedTemplate } from './shipped-templates.js';
import { aboutTemplate } from './template-about.js';
import type { TemplateAbout } from './template-about.js';

/** A version of a template that can be installed now. */
export interface GalleryOffer {
  /** Names it where packages are named. */
  readonly id: string;
  readonly source: 'shipped' | 'sent';
  readonly sentAt: string | null;
  readonly version: string;
  readonly platform: string | null;
  readonly dependencies: readonly { readonly key: string; readonly version: string }[];
  readonly parameters: readonly unknown[];
  readonly trust: string;
  readonly signedBy: string | null;
  readonly relation: OfferRelation;
  readonly about: TemplateAbout;
}

/** A template as it is installed here. */
export interface InstalledState {
  readonly version: string;
  readonly installedAt: string;
  readonly demo: boolean;
  readonly answers: Readonly<Record<string, unknown>>;
  /** Definitions of it that were changed here. */
  readonly changed: readonly { readonly kind: string; readonly key: string; readonly title: Localized }[];
  /** Installed templates that stand on it. */
  readonly dependants: readonly string[];
  readonly about: TemplateAbout;
}

/** One template of the gallery: installed, to be had, or both. */
export interface GalleryEntry {
  readonly key: string;
  readonly title: Localized;
  readonly description?: Localized;
  readonly industry?: Localized;
  readonly installed: InstalledState | null;
  readonly offers: readonly GalleryOffer[];
}

export interface GalleryView {
  readonly templates: readonly GalleryEntry[];
  /** Folders of the shelf that hold no sound template. */
  readonly unreadable: readonly Extract<ShippedTemplate, { readonly refusal: unknown }>[];
}

interface Offered {
  readonly loaded: LoadedTemplate;
  readonly offer: GalleryOffer;
}

/** What is installed and what can be: packages beside the engine, and those that were sent. */
@Injectable()
export class Gallery {
  constructor(
    private readonly shipped: ShippedTemplates,
    private readonly sent: SentPackages,
    private readonly installed: InstalledTemplates,
    private readonly releases: ReleaseRegistry,
    private readonly views: TemplateViews,
  ) {}

  async read(): Promise<GalleryView> {
    const [rows, shelf] = [await this.installed.read(), await this.shipped.list()];
    const readable = shelf.flatMap((each) => ('templates' in each ? [each.templates] : []));
    const beside = readable.map(([main]) => main);
    const offers = [
      ...readable.map(([main]) => this.shippedOffer(main, rows, beside)),
      ...(await this.sentOffers(rows, beside)),
    ];
    const states = await this.states(rows);
    const keys = new Set([...rows.map(({ key }) => key), ...offers.map(({ loaded }) => keyOf(loaded))]);
    const templates = [...keys].map((key): GalleryEntry => {
      const own = offers.filter(({ loaded }) => keyOf(loaded) === key);
      const manifest =
        rows.find((row) => row.key === key)?.files.manifest ?? own[0]!.loaded.template.manifest;
      const { title, description, industry } = manifest;
      return {
        key,
        title,
        ...(description ? { description } : {}),
        ...(industry ? { industry } : {}),
        installed: states.get(key) ?? null,
        offers: own.map(({ offer }) => offer),
      };
    });
    return { templates, unreadable: shelf.flatMap((each) => ('refusal' in each ? [each] : [])) };
  }

  private shippedOffer(
    main: LoadedTemplate,
    rows: readonly InstalledTemplate[],
    beside: readonly LoadedTemplate[],
  ): Offered {
    const id = `${SHIPPED}${keyOf(main)}`;
    const head = { id, source: 'shipped' as const, sentAt: null, trust: 'trusted', signedBy: null };
    return offerOf(main, head, rows, beside);
  }

  private async sentOffers(
    rows: readonly InstalledTemplate[],
    beside: readonly LoadedTemplate[],
  ): Promise<readonly Offered[]> {
    const waiting = await this.sent.waiting();
    return waiting.map(({ id, sentAt, loaded, view }) =>
      offerOf(
        loaded,
        { id, source: 'sent', sentAt, trust: view.trust, signedBy: view.signedBy },
        rows,
        beside,
      ),
    );
  }

  private async states(rows: readonly InstalledTemplate[]): Promise<ReadonlyMap<string, InstalledState>> {
    if (rows.length === 0) return new Map();
    const composed = composeTemplates(rows.map(layerOf));
    const { definitions } = await this.releases.refresh();
    const titles = new Map(definitions.map(({ kind, key, title }) => [`${kind}/${key}` as string, title]));
    const changed = (await this.views.overlay()).map(({ target }) => target);
    const owned = ({ kind, key }: (typeof changed)[number]) => composed.owners.get(`${kind}/${key}`);
    return new Map(
      rows.map((row) => [
        row.key,
        {
          version: row.version,
          installedAt: row.installedAt,
          demo: row.demo,
          answers: row.answers,
          changed: changed
            .filter((target) => owned(target) === row.key)
            .map((target) => ({
              ...target,
              title: titles.get(`${target.kind}/${target.key}`) ?? named(target.key),
            })),
          dependants: rows
            .filter(({ files }) => files.manifest.dependencies?.some(({ key }) => key === row.key))
            .map(({ key }) => key),
          about: aboutTemplate(storedParts(row), { definitions, owners: composed.owners }),
        },
      ]),
    );
  }
}

function keyOf({ template }: LoadedTemplate): string {
  return template.manifest.key;
}

function named(key: string): Localized {
  return { 'zh-CN': key, en: key };
}

function storedParts({ files }: InstalledTemplate) {
  return { ...files, seeds: files.seeds ?? [], scenarios: files.scenarios ?? [] };
}

function offerOf(
  loaded: LoadedTemplate,
  head: Pick<GalleryOffer, 'id' | 'source' | 'sentAt' | 'trust' | 'signedBy'>,
  rows: readonly InstalledTemplate[],
  beside: readonly LoadedTemplate[],
): Offered {
  const { version, platform = null, dependencies = [], parameters = [] } = loaded.template.manifest;
  const offer = {
    ...head,
    version,
    platform,
    dependencies,
    parameters,
    relation: relationOf(
      loaded,
      rows.find(({ key }) => key === keyOf(loaded)),
    ),
    about: aboutTemplate(loaded.template, together(loaded, rows, beside)),
  };
  return { loaded, offer };
}

/** A template with everything that it stands on, as far as that is installed or lies on the shelf. */
function together(
  loaded: LoadedTemplate,
  rows: readonly InstalledTemplate[],
  beside: readonly LoadedTemplate[],
): ComposedTemplates {
  const layers = new Map<string, TemplateLayer>([[keyOf(loaded), layerOfLoaded(loaded)]]);
  const open = [...(loaded.template.manifest.dependencies ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key } = next;
    if (layers.has(key)) continue;
    const row = rows.find((each) => each.key === key);
    const shelved = beside.find((each) => keyOf(each) === key);
    const layer = row ? layerOf(row) : shelved ? layerOfLoaded(shelved) : undefined;
    if (!layer) continue;
    layers.set(key, layer);
    open.push(...(layer.manifest.dependencies ?? []));
  }
  return composeTemplates([...layers.values()]);
}

function layerOfLoaded({ template, overlays }: LoadedTemplate): TemplateLayer {
  const { manifest, definitions, seeds } = template;
  return { manifest, definitions, overlays, seeds, answers: {} };
}
