import { compareVersions } from '@dougong/kernel/templates';
import type { InstalledTemplate } from '../installed-templates.js';
import type { LoadedTemplate } from '../load-template.js';

/** What an offer is to what is installed; `other`: the same version with other contents. */
export type OfferRelation = 'new' | 'newer' | 'same' | 'other' | 'older';

/** How a template that can be had stands to the one that is installed, if one is. */
export function relationOf(
  { template, integrity }: Pick<LoadedTemplate, 'template' | 'integrity'>,
  installed: Pick<InstalledTemplate, 'version' | 'integrity'> | undefined,
): OfferRelation {
  if (!installed) return 'new';
  const order = compareVersions(template.manifest.version, installed.version);
  if (order !== 0) return order > 0 ? 'newer' : 'older';
  return installed.integrity === integrity ? 'same' : 'other';
}
