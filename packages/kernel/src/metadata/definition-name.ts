/** What tells a definition from all others. */
export interface NamedDefinition {
  readonly kind: string;
  readonly key: string;
}

/** The name under which a definition stands in a release: `form/item`. */
export function definitionName({ kind, key }: NamedDefinition): string {
  return `${kind}/${key}`;
}
