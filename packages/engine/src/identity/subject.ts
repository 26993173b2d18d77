import type { KeyScope as AccessScope } from '@dougong/kernel/access';
import type { Language, Localized } from '@dougong/kernel/foundation';
import type { SystemRight } from '@dougong/kernel/metadata';

/** Who acts: a person in a UI or a program with that person's key. */
export interface Subject {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: Localized | null;
  readonly language: Language;
  /** Keys of the roles held. */
  readonly roles: readonly string[];
  /** What the roles allow beyond forms. */
  readonly rights: Readonly<Record<SystemRight, boolean>>;
  /** The organisation that the person has chosen to work in; his own without it. */
  readonly organisation?: string;
  /** Who looks at the system as this person. He changes nothing and is shown no more than both may see. */
  readonly viewer?: Viewer;
  /** The key that a program has shown. */
  readonly key?: ShownKey;
}

/** What a key may do of what its account may; `scim` opens the directory of people to a provider outside. */
export interface KeyScope extends AccessScope {
  readonly scim?: boolean;
}

/** A key as far as it limits who shows it. */
export interface ShownKey {
  readonly scope: KeyScope | null;
  /** Addresses and networks that it may come from; none: from anywhere. */
  readonly addresses: readonly string[];
}

/** The subject as it travels; what its key is limited to is nobody else's business. */
export function subjectOnWire({ key: _key, ...subject }: Subject): Subject {
  return subject;
}

/** Somebody who looks at the system as somebody else, with what he may do himself. */
export type Viewer = Pick<Subject, 'id' | 'name' | 'roles' | 'rights'>;

/** How a command came in; the audit says so. A rule came on its own occasion, a flow by a timer or an answer that it waited for. */
export const CHANNELS = ['ui', 'api', 'assistant', 'import', 'rule', 'flow', 'worker', 'cli'] as const;
export type Channel = (typeof CHANNELS)[number];
