const PLAIN = /[^A-Za-z0-9._-]+/g;

/** The header that lets a browser save an answer under a name; any name, in any script (RFC 6266). */
export function attachment(name: string): string {
  return `attachment; ${named(name)}`;
}

/** The header that lets a browser show an answer, and save it under a name. */
export function inline(name: string): string {
  return `inline; ${named(name)}`;
}

function named(name: string): string {
  const plain = name.replaceAll(PLAIN, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}
