import type { KeyScope } from './key-scope.js';

/** Who acts, as access decisions see them. */
export interface Subject {
  readonly id: string;
  /** Keys of the roles held. */
  readonly roles: readonly string[];
  /** System rights held apart from any role. */
  readonly rights: readonly string[];
  /** The organisation that he has chosen to work in, where he works in several. */
  readonly organisation?: string;
  /** Who looks on as this subject: he is shown no more than both may see. */
  readonly viewer?: Subject;
  /** Where a program comes with a key that may not do all that its account may. */
  readonly scope?: KeyScope;
}
