/** Origins, separated by commas; every one that is none is named. */
export function readOrigins(name: string, text: string | undefined, problems: string[]): readonly string[] {
  const origins = (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const wrong = origins.filter((each) => !isOrigin(each));
  if (wrong.length === 0) return origins;
  problems.push(
    `${name} must be a comma-separated list of origins like https://shop.example.com, not "${wrong.join(', ')}"`,
  );
  return [];
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** An address of somebody outside whom the engine calls. */
export function readAddress(name: string, text: string | undefined, problems: string[]): string | undefined {
  if (text === undefined) return undefined;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  problems.push(`${name} must be an address like https://collector.example.com:4318`);
  return undefined;
}
