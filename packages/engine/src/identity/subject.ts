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
}

/** How a command came in; the audit says so. A rule came on its own occasion, a flow by a timer or an answer that it waited for. */
export const CHANNELS = ['ui', 'api', 'import', 'rule', 'flow', 'worker', 'cli'] as const;
export type Channel = (typeof CHANNELS)[number];
