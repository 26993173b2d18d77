/** What became of a document, and the command that brings it back exactly as it was. */
export interface Applied<D> {
  readonly document: D;
  readonly inverse: Command<D>;
}

/**
 * One change of a document. Documents are immutable: a command that changes nothing gives the same document back,
 * and the inverse of a command restores the parts it replaced, not copies of them.
 */
export interface Command<D> {
  /** Commands of one burst that follow each other quickly are one step for the user: typing a title, nudging a node. */
  readonly burst?: string;
  apply(document: D): Applied<D>;
}

/** Several commands as one; the inverse undoes them in reverse order. */
export function sequence<D>(commands: readonly Command<D>[], burst?: string): Command<D> {
  return {
    ...(burst === undefined ? {} : { burst }),
    apply(document) {
      const inverses: Command<D>[] = [];
      let current = document;
      for (const command of commands) {
        const done = command.apply(current);
        current = done.document;
        inverses.unshift(done.inverse);
      }
      return { document: current, inverse: sequence(inverses) };
    },
  };
}

/** Does nothing: the answer of a gesture that cannot be carried out here. */
export function nothing<D>(): Command<D> {
  const command: Command<D> = { apply: (document) => ({ document, inverse: command }) };
  return command;
}
