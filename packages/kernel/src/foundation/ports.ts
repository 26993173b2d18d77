/** Ports through which the outside reaches pure code. */

/** Gives the present moment as an RFC 3339 instant in UTC, for example `2026-11-22T08:30:00.000Z`. */
export type Clock = () => string;

/** Gives a fresh identifier (UUID). */
export type IdSource = () => string;
