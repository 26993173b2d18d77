import { formatMoment } from '@dougong/ui/numbers';
import { useNow } from '../data/clock.js';

/** Writes moments as people read them; nothing stands as a dash. */
export function useMoment(): (iso: string | null) => string {
  const now = useNow();
  return (iso) => (iso === null ? '—' : formatMoment(iso, now));
}
