import type { ConflictChoice, TemplateConflict } from '@dougong/ui/api';

/** What was chosen, by the id of the conflict. */
export type Choices = Readonly<Record<string, ConflictChoice>>;

/** Which of the ways a choice is. */
export type ChoiceKind = 'mine' | 'theirs' | 'merge' | 'own';

export function kindOfChoice(choice: ConflictChoice): ChoiceKind {
  return typeof choice === 'object' ? 'own' : choice;
}

/** The ways that a conflict may be decided in; a value of one's own where it is one text or one number. */
export function waysOf({ mergeable, mine, theirs }: TemplateConflict): readonly ChoiceKind[] {
  const isPlain = isText(mine.value) && typeof mine.value === typeof theirs.value;
  return [
    'mine',
    'theirs',
    ...(mergeable ? (['merge'] as const) : []),
    ...(isPlain ? (['own'] as const) : []),
  ];
}

function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/;

/** The typed value in the kind that the place has; nothing where it is no number and one is meant. */
export function ownValue(
  typed: string,
  { mine }: Pick<TemplateConflict, 'mine'>,
): ConflictChoice | undefined {
  if (typeof mine.value === 'string') return { value: typed };
  const text = typed.trim();
  return NUMBER.test(text) ? { value: JSON.parse(text) as number } : undefined;
}

/** What is chosen of several places at once: a value of one's own is for one place alone. */
export type SharedChoice = Exclude<ConflictChoice, object>;

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
  choice: SharedChoice,
  choices: Choices,
): Choices {
  const fitting = conflicts.filter(({ mergeable }) => choice !== 'merge' || mergeable);
  return { ...choices, ...Object.fromEntries(fitting.map(({ id }) => [id, choice])) };
}

/** Decides whatever is still open; what was decided stays. */
export function chooseOpen(
  conflicts: readonly TemplateConflict[],
  choice: SharedChoice,
  choices: Choices,
): Choices {
  return chooseAll(openConflicts(conflicts, choices), choice, choices);
}

/** Only choices about conflicts that there are: another package has others. */
export function choicesFor(conflicts: readonly TemplateConflict[], choices: Choices): Choices {
  const ids = new Set(conflicts.map(({ id }) => id));
  return Object.fromEntries(Object.entries(choices).filter(([id]) => ids.has(id)));
}
