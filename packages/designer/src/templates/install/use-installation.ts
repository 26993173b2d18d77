import type { GalleryEntry, InstallRequest, TemplateOffer } from '@dougong/ui/api';
import type { Choices } from '../plan/conflict-choices.js';
import { dependenciesOf, leastTrust } from '../gallery/gallery-state.js';
import type { Chosen } from '../gallery/gallery-state.js';
import { firstAnswers } from './answers.js';
import type { Answers } from './answers.js';
import { useKept } from './use-kept.js';

/** What is wished of an installation. */
export interface InstallSettings {
  readonly answers: Answers;
  readonly demo: boolean;
  readonly allowUnsigned: boolean;
  readonly choices: Choices;
}

export interface Installation {
  readonly chosen: Chosen;
  readonly settings: InstallSettings;
  readonly set: (settings: InstallSettings) => void;
}

/** Where the wishes of one package are kept while the page is loaded anew. */
export const keptName = (id: string) => `dougong.install.${id}`;

/** What was wished of this package so far; at first what was answered before and what the template proposes. */
export function useInstallation(chosen: Chosen): Installation {
  const { entry, offer } = chosen;
  const [settings, set] = useKept<InstallSettings>(keptName(offer.id), {
    answers: firstAnswers(offer.parameters, entry.installed?.answers),
    demo: entry.installed === null && offer.about.hasSamples,
    allowUnsigned: false,
    choices: {},
  });
  return { chosen, settings, set };
}

/** How far the package and those that go along with it are trusted. */
export function trustIn({ offer }: Chosen, entries: readonly GalleryEntry[]): TemplateOffer['trust'] {
  return leastTrust([offer, ...dependenciesOf(offer, entries).packages]);
}

/** Whether somebody known has signed everything, or its coming from elsewhere was allowed. */
export function isAllowed({ chosen, settings }: Installation, entries: readonly GalleryEntry[]): boolean {
  return trustIn(chosen, entries) === 'trusted' || settings.allowUnsigned;
}

/** How many scenarios there will be: of the package, of those that go along, and of everything else that is installed. */
export function scenariosIn({ entry, offer }: Chosen, entries: readonly GalleryEntry[]): number {
  const along = dependenciesOf(offer, entries).packages;
  const others = entries.flatMap(({ key, installed }) =>
    installed === null || key === entry.key ? [] : [installed],
  );
  return [offer, ...along, ...others].reduce((sum, { about }) => sum + about.scenarios, 0);
}

/** The request that carries the wishes to the server; templates that this one stands on go along. */
export function installRequest(
  { offer }: Chosen,
  { answers, demo, allowUnsigned, choices }: InstallSettings,
  entries: readonly GalleryEntry[],
): InstallRequest {
  const along = dependenciesOf(offer, entries);
  const packages = [offer, ...along.packages].map(({ id }) => id);
  return { packages, answers, demo, allowUnsigned, choices };
}
