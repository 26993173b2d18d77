import type { BundleName } from '@dougong/ui/api';

/** A comparison that was asked for. */
export interface Compared {
  readonly from: BundleName;
  readonly to: BundleName;
}
