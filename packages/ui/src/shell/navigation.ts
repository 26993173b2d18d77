import type { LucideIcon } from 'lucide-react';

export interface NavEntry {
  readonly id: string;
  readonly title: string;
  readonly to: string;
  readonly icon: LucideIcon;
  /** How many wait there; zero shows nothing. */
  readonly count?: number;
  /** Whether something there is late: the count turns red. */
  readonly late?: boolean;
}

export interface NavSection {
  readonly id: string;
  /** Without a title the entries stand at the top. */
  readonly title?: string;
  readonly entries: readonly NavEntry[];
}

/** The entry that the path belongs to: the longest address that the path starts with. */
export function currentEntry(sections: readonly NavSection[], path: string): NavEntry | undefined {
  return sections
    .flatMap((section) => section.entries)
    .filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)))
    .sort((a, b) => b.to.length - a.to.length)[0];
}
