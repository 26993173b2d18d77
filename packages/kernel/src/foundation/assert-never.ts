/** The end of an exhaustive switch: the compiler finds the case that was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
}
