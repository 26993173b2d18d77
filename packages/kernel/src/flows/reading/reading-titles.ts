import type { PathTitles, Scope } from '../../expression/index.js';
import type { Localized } from '../../foundation/index.js';
import type { Condition } from '../../metadata/index.js';

/** What people call the things that a flow names. What is left out is called by its key. */
export interface ReadingTitles {
  readonly scope: Scope;
  readonly path: PathTitles;
  readonly role?: (key: string) => Localized | undefined;
  readonly user?: (id: string) => Localized | undefined;
  readonly post?: (key: string) => Localized | undefined;
  /** A decision table or a named formula. */
  readonly formula?: (key: string) => Localized | undefined;
  /** A condition in words, where the caller words values better than the kernel can. */
  readonly condition?: (when: Condition) => Localized | undefined;
}

/** The title of a key, else the key itself. */
export function called(key: string, titles: ((key: string) => Localized | undefined) | undefined): Localized {
  return titles?.(key) ?? { 'zh-CN': key, en: key };
}
