/** Where a package is installed; the address names it, so that a reload finds it. */
export function installPath(id: string): string {
  return `/templates/install?package=${encodeURIComponent(id)}`;
}
