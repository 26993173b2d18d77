import type { KeyScope } from './key-scope.js';

/** Who acts, as access decisions see them. */
export interface Subject {
  readonly id: string;
  /** Keys of the roles held. */
  readonly roles: readonly string[];
  /** System rights held apart from any role. */
  readonly rights: readonly string[];
  /** Where a program comes with a key that may not do all that its account may. */
  readonly scope?: KeyScope;
}
