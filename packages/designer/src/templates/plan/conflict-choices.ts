import type { ConflictChoice, TemplateConflict } from '@dougong/ui/api';

/** What was chosen, by the id of the conflict. */
export type Choices = Readonly<Record<string, ConflictChoice>>;

/** The conflicts of one definition. */
export interface ConflictGroup {
  readonly kind: string;
  readonly key: string;
  readonly title: TemplateConflict['title'];
  readonly conflicts: readonly TemplateConflict[];
}

/** Conflicts by the definition that they are in, in the order that they came. */
export function groupConflicts(conflicts: readonly TemplateConflict[]): readonly ConflictGroup[] {
  const groups = new Map<string, TemplateConflict[]>();
  for (const conflict of conflicts) {
    const name = `${conflict.kind}/${conflict.key}`;
    groups.set(name, [...(groups.get(name) ?? []), conflict]);
  }
  return [...groups.values()].map((own) => {
    const { kind, key, title } = own[0]!;
    return { kind, key, title, conflicts: own };
  });
}

/** Conflicts that nobody has decided. */
export function openConflicts(
  conflicts: readonly TemplateConflict[],
  choices: Choices,
): readonly TemplateConflict[] {
  return conflicts.filter(({ id }) => choices[id] === undefined);
}

/** Decides several at once; what cannot be merged keeps what it had. */
export function chooseAll(
  conflicts: readonly TemplateConflict[],
  choice: ConflictChoice,
  choices: Choices,
): Choices {
  const fitting = conflicts.filter(({ mergeable }) => choice !== 'merge' || mergeable);
  return { ...choices, ...Object.fromEntries(fitting.map(({ id }) => [id, choice])) };
}

/** Decides whatever is still open; what was decided stays. */
export function chooseOpen(
  conflicts: readonly TemplateConflict[],
  choice: ConflictChoice,
  choices: Choices,
): Choices {
  return chooseAll(openConflicts(conflicts, choices), choice, choices);
}

/** Only choices about conflicts that there are: another package has others. */
export function choicesFor(conflicts: readonly TemplateConflict[], choices: Choices): Choices {
  const ids = new Set(conflicts.map(({ id }) => id));
  return Object.fromEntries(Object.entries(choices).filter(([id]) => ids.has(id)));
}
