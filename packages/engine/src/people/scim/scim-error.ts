/** A refusal in the words of RFC 7644. */
export class ScimError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?:
      'invalidFilter' | 'invalidPath' | 'invalidSyntax' | 'invalidValue' | 'mutability' | 'uniqueness',
  ) {
    super(detail);
    this.name = 'ScimError';
  }
}

/** Neither a person nor a group, or nobody to be seen here. */
export function nothingThere(id: string): ScimError {
  return new ScimError(404, `There is no resource "${id}".`);
}
