import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Localized } from '@dougong/kernel/foundation';

/** A rule, or a field with a formula or conditions of its own, by its place in the definitions. */
export interface WorkName {
  readonly kind: 'rule' | 'formula';
  /** The key of a rule; the form and the path of a field: `bill.rows.amount`. */
  readonly key: string;
  readonly form: string;
  /** What people call it. */
  readonly title: Localized;
  /** Of a field: what its form is called. */
  readonly formTitle?: Localized;
}

/** Conditions of fields are rules whose keys have points, which no rule of a person has. */
const OF_FIELD = '.';

const named = new WeakMap<CompiledRelease, ReadonlyMap<Localized, WorkName>>();

/** What the kernel works on in a save, by the title that it names it with: the very object of the definition. */
export function workNames(release: CompiledRelease): ReadonlyMap<Localized, WorkName> {
  let names = named.get(release);
  if (!names) {
    names = new Map([...fieldNames(release), ...ruleNames(release)].map(([title, name]) => [title, name]));
    named.set(release, names);
  }
  return names;
}

function fieldNames({ models }: CompiledRelease): readonly (readonly [Localized, WorkName])[] {
  return [...models.values()].flatMap((model) =>
    model.graph.order.map(({ path, title }) => {
      const key = `${model.key}.${path}`;
      return [title, { kind: 'formula', key, form: model.key, title, formTitle: model.title }] as const;
    }),
  );
}

function ruleNames({ rules, models }: CompiledRelease): readonly (readonly [Localized, WorkName])[] {
  return rules.rules.map(({ key, form, definition: { title } }) => {
    if (!key.includes(OF_FIELD)) return [title, { kind: 'rule', key, form, title }] as const;
    const formTitle = models.get(form)?.title;
    const name = { kind: 'formula', key, form, title, ...(formTitle ? { formTitle } : {}) } as const;
    return [title, name] as const;
  });
}
