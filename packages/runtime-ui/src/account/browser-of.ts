const BROWSERS = [
  ['MicroMessenger', 'WeChat'],
  ['DingTalk', 'DingTalk'],
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;

const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;

function named(agent: string, marks: readonly (readonly [string, string])[]): string | undefined {
  return marks.find(([mark]) => agent.includes(mark))?.[1];
}

/** A browser and its system as people call them; nothing where neither is known. */
export function browserOf(agent: string | null): string | undefined {
  if (agent === null) return undefined;
  const words = [named(agent, BROWSERS), named(agent, SYSTEMS)].filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(' · ');
}
