/** Who acts, as access decisions see them. */
export interface Subject {
  readonly id: string;
  /** Keys of the roles held. */
  readonly roles: readonly string[];
  /** System rights held apart from any role. */
  readonly rights: readonly string[];
}
