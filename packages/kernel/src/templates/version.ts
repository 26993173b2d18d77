/** Versions as SemVer has them, without pre-releases: `major.minor.patch`. */

type Numbers = readonly [major: number, minor: number, patch: number];

/** Negative when `one` is the older version, positive when it is the newer, 0 when both are the same. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Whether a version lies in a range: `1.2.3`, `^1.2.3`, `~1.2.3`, `>=1.2.3` or `*`. */
export function satisfiesRange(version: string, range: string): boolean {
  if (range === '*') return true;
  const [, sign = '', least = ''] = /^(\^|~|>=)?(.+)$/.exec(range) ?? [];
  if (compareVersions(version, least) < 0) return false;
  const [given, wanted] = [numbersOf(version), numbersOf(least)];
  switch (sign) {
    case '>=':
      return true;
    case '~':
      return given[0] === wanted[0] && given[1] === wanted[1];
    case '^':
      return sameUpTo(firstOther(wanted), given, wanted);
    default:
      return compareVersions(version, least) === 0;
  }
}

/** What a caret keeps: everything up to the first number that is not 0. */
function firstOther(numbers: Numbers): number {
  const at = numbers.findIndex((number) => number !== 0);
  return at < 0 ? numbers.length - 1 : at;
}

function sameUpTo(last: number, one: Numbers, other: Numbers): boolean {
  return one.every((number, at) => at > last || number === other[at]);
}

function numbersOf(version: string): Numbers {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return [major, minor, patch];
}
