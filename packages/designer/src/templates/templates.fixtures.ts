import type { GalleryEntry, TemplateConflict, TemplateOffer, TemplatePlan } from '@dougong/ui/api';

export const title = (text: string) => ({ 'zh-CN': text, en: text });

export function offer(given: Partial<TemplateOffer> = {}): TemplateOffer {
  return {
    id: 'shipped:desk',
    source: 'shipped',
    sentAt: null,
    version: '1.0.0',
    platform: null,
    dependencies: [],
    parameters: [],
    trust: 'trusted',
    signedBy: null,
    relation: 'new',
    about: { contents: [], scenarios: 0, hasSamples: false, ways: [], gaps: { errors: 0, warnings: 0 } },
    ...given,
  };
}

export function entry(key: string, given: Partial<GalleryEntry> = {}): GalleryEntry {
  return { key, title: title(key), installed: null, offers: [], ...given };
}

export function installed(version: string): NonNullable<GalleryEntry['installed']> {
  const { about } = offer();
  return {
    version,
    installedAt: '2026-11-23T08:00:00Z',
    demo: false,
    answers: {},
    changed: [],
    dependants: [],
    about,
  };
}

export function conflict(id: string, given: Partial<TemplateConflict> = {}): TemplateConflict {
  return {
    id,
    kind: 'form',
    key: 'card',
    title: title('Card'),
    pointer: id,
    detail: 'Both sides changed it.',
    base: { value: 100 },
    mine: { value: 300, told: [] },
    theirs: { value: 200, told: [] },
    mergeable: false,
    ...given,
  };
}

export function plan(given: Partial<TemplatePlan> = {}): TemplatePlan {
  return {
    action: 'upgrade',
    templates: [],
    base: 3,
    changes: [],
    conflicts: [],
    findings: [],
    tables: [],
    ...given,
  };
}
