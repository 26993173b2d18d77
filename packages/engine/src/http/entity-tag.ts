import { Refusal } from './refusal.js';

const TAG = /^"(\d{1,9})"$/;

/** The version that an If-Match header names; `undefined` without the header. */
export function versionOfIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const version = TAG.exec(header.trim())?.[1];
  if (version === undefined) throw new Refusal(400, 'bad_if_match', [], { params: { header } });
  return Number.parseInt(version, 10);
}

/** The same, where the request must say which version it has seen. */
export function requireIfMatch(header: string | undefined): number {
  const version = versionOfIfMatch(header);
  if (version === undefined) throw new Refusal(428, 'if_match_required');
  return version;
}

export function entityTag(version: number): string {
  return `"${version}"`;
}
