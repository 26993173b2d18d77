import type { CompletenessGap, GalleryEntry } from '@dougong/ui/api';
import { bestOffer } from '../templates/gallery/gallery-state.js';
import type { Chosen } from '../templates/gallery/gallery-state.js';

/** The gap whose closing is a document that another template may bring. */
const MISSING_WAY = 'reverse_flow_missing';

/** Templates that can be installed and bring the way back that a gap says is missing. */
export function closers(
  { code, params }: Pick<CompletenessGap, 'code' | 'params'>,
  entries: readonly GalleryEntry[],
): readonly Chosen[] {
  if (code !== MISSING_WAY) return [];
  return entries.flatMap((entry) => {
    const offer = bestOffer(entry);
    const isBrought = offer?.about.ways.some(({ kind, present }) => present && kind === params['kind']);
    return offer !== undefined && isBrought === true ? [{ entry, offer }] : [];
  });
}
