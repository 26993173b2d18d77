/** Why a page cannot be shown: its code is gone from the server, its code cannot be reached, or it failed itself. */
export type PageFault = 'renewed' | 'offline' | 'broken';

/** What Chromium, Firefox, Safari and Vite's preload say when the file of a page does not come. */
const MISSING_CODE = [
  /dynamically imported module/i,
  /importing a module script failed/i,
  /unable to preload css/i,
  /not a valid javascript mime type/i,
  /loading (css )?chunk/i,
];

/** Tells a page whose file did not come from a page that failed by itself. */
export function isMissingCode(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return MISSING_CODE.some((saying) => saying.test(message));
}

/** Whether the server answers at all; what it answers does not matter. */
async function serverAnswers(): Promise<boolean> {
  try {
    await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds out why a page cannot be shown. A file that does not come from a server that answers was replaced: a new
 * version is there.
 */
export async function faultOf(error: unknown, isReachable = serverAnswers): Promise<PageFault> {
  if (!isMissingCode(error)) return 'broken';
  return (await isReachable()) ? 'renewed' : 'offline';
}

/** What helps those who look for the cause. */
export function faultReport(error: unknown, address: string): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${what}\n${address}`;
}
