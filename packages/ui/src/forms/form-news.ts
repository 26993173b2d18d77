import type { Issue } from '@dougong/kernel/foundation';

/** How rules show a form: header fields and tables that they hide, and those that they ask for. */
export interface FormShape {
  readonly hidden: readonly string[];
  readonly asked: readonly string[];
}

export type NewsKind = 'shown' | 'asked' | 'free' | 'gone';

/** What became of fields of a form, by the keys of the fields. */
export interface FormNews {
  readonly kind: NewsKind;
  readonly fields: readonly string[];
}

function without(fields: readonly string[], others: readonly string[]): readonly string[] {
  return fields.filter((field) => !others.includes(field));
}

/** What a person who does not see the form has to be told after it changed. */
export function newsOf(before: FormShape, now: FormShape): readonly FormNews[] {
  const shown = without(before.hidden, now.hidden);
  const gone = without(now.hidden, before.hidden);
  const news: readonly FormNews[] = [
    { kind: 'shown', fields: shown },
    { kind: 'asked', fields: without(now.asked, before.asked) },
    { kind: 'free', fields: without(without(before.asked, now.asked), gone) },
    { kind: 'gone', fields: gone },
  ];
  return news.filter(({ fields }) => fields.length > 0);
}

function isSaid(said: readonly Issue[], { code, path, params }: Issue): boolean {
  return said.some(
    (other) =>
      other.code === code && other.path === path && JSON.stringify(other.params) === JSON.stringify(params),
  );
}

/** What rules say now and did not say before. */
export function newMessages(before: readonly Issue[], now: readonly Issue[]): readonly Issue[] {
  return now.filter((message) => !isSaid(before, message));
}
