import type { GalleryEntry, TemplateOffer } from '@dougong/ui/api';
import { compareVersions } from '@dougong/kernel/templates';

/** What can be done with a template: it is not here, it is as new as can be, or a newer one can be had. */
export type TemplateState = 'available' | 'installed' | 'update';

/** How a template stands, by what it is offered as. */
export function stateOf(entry: GalleryEntry): TemplateState {
  if (entry.installed === null) return 'available';
  return bestOffer(entry) === undefined ? 'installed' : 'update';
}

/** Offers that would change something, by how much they say they are meant. */
const WANTED: readonly TemplateOffer['relation'][] = ['new', 'newer', 'other'];

/** The offer that a card proposes: the newest; of equals the one that was sent, since somebody has chosen it. */
export function bestOffer({ offers }: GalleryEntry): TemplateOffer | undefined {
  return offers
    .filter(({ relation }) => WANTED.includes(relation))
    .sort(
      (one, other) => compareVersions(other.version, one.version) || sourceRank(one) - sourceRank(other),
    )[0];
}

function sourceRank({ source }: TemplateOffer): number {
  return source === 'sent' ? 0 : 1;
}

/** An offer with the template that it is of. */
export interface Chosen {
  readonly entry: GalleryEntry;
  readonly offer: TemplateOffer;
}

/** Finds an offer by the id that the address names. */
export function chosenBy(id: string | null, entries: readonly GalleryEntry[]): Chosen | undefined {
  return entries
    .flatMap((entry) => entry.offers.map((offer) => ({ entry, offer })))
    .find(({ offer }) => offer.id === id);
}

export interface Dependencies {
  /** Packages to send along, the nearest first. */
  readonly packages: readonly TemplateOffer[];
  /** Titles of the templates behind them, in the same order. */
  readonly entries: readonly GalleryEntry[];
  /** What is neither installed nor offered. */
  readonly missing: readonly { readonly key: string; readonly version: string }[];
}

/** What a template stands on and is not installed yet, however many steps below. */
export function dependenciesOf(offer: TemplateOffer, entries: readonly GalleryEntry[]): Dependencies {
  const packages: TemplateOffer[] = [];
  const found: GalleryEntry[] = [];
  const missing: { key: string; version: string }[] = [];
  const seen = new Set<string>();
  const open = [...offer.dependencies];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next.key)) continue;
    seen.add(next.key);
    const entry = entries.find(({ key }) => key === next.key);
    if (entry !== undefined && entry.installed !== null) continue;
    const below = entry === undefined ? undefined : bestOffer(entry);
    if (entry === undefined || below === undefined) {
      missing.push(next);
      continue;
    }
    packages.push(below);
    found.push(entry);
    open.push(...below.dependencies);
  }
  return { packages, entries: found, missing };
}

/** Kinds as people ask for them: what is filled in, what it goes through, what is kept. */
const KINDS = ['form', 'flow', 'rule', 'decision-table', 'formula', 'register', 'posting', 'role'];

/** Contents in the order in which people ask for them, the rarer kinds last. */
export function inOrder<C extends { readonly kind: string }>(contents: readonly C[]): readonly C[] {
  const rank = ({ kind }: C) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
  return [...contents].sort((one, other) => rank(one) - rank(other));
}

/** How many kinds a card names before it says "and others". */
const KINDS_MAX = 6;

/** The first kinds that a template brings, and how much else there is. */
export function shortContents(contents: readonly { readonly kind: string; readonly count: number }[]) {
  const ordered = inOrder(contents);
  const shown = ordered.slice(0, KINDS_MAX);
  const rest = ordered.slice(KINDS_MAX).reduce((sum, { count }) => sum + count, 0);
  return { shown, rest };
}

const TRUST: readonly TemplateOffer['trust'][] = ['unsigned', 'untrusted', 'trusted'];

/** How far packages can be trusted together: as far as the least of them. */
export function leastTrust(offers: readonly TemplateOffer[]): TemplateOffer['trust'] {
  return TRUST.find((trust) => offers.some((offer) => offer.trust === trust)) ?? 'trusted';
}
