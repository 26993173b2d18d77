import type { PeopleReport } from './people-import-wire.js';

type Invited = PeopleReport['invitations'][number];

/** The link with the address of this application, as it is sent to somebody. */
export function fullLink(link: string): string {
  return new URL(link, window.location.origin).href;
}

/** One line for each person: whom it is for, and the link. */
export function linesOf(invitations: readonly Invited[]): string {
  return invitations.map(({ name, login, link }) => `${name}\t${login}\t${fullLink(link)}`).join('\n');
}

function cell(text: string): string {
  // A sheet must not take a name for a formula.
  const plain = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}

/** The links as a file for a sheet. */
export function csvOf(heads: readonly string[], invitations: readonly Invited[]): string {
  const rows = invitations.map(({ name, login, link }) => [name, login, fullLink(link)]);
  return `\uFEFF${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
