/** Sentences by issue code. `{name}` is a parameter; a part in `[...]` falls away when one of its parameters is not given. */
export type Sentences = Readonly<Record<string, string>>;

/** Words for machine values that stand among the parameters of an issue. */
export interface ParameterWords {
  /** Kinds of values: `number`, `table`. */
  readonly types: Sentences;
  /** What went over a limit: `depth`, `steps`. */
  readonly limits: Sentences;
  /** Why a formula failed: `DIV_ZERO`. */
  readonly failures: Sentences;
  /** Why a decision table gave no answer: `table_no_hit`. */
  readonly reasons: Sentences;
  readonly values: { readonly true: string; readonly false: string; readonly nothing: string };
  /** What stands between the entries of a list. */
  readonly comma: string;
}

/** Everything that is said about issues in one language. */
export interface MessageCatalogue {
  readonly sentences: Sentences;
  readonly words: ParameterWords;
}
