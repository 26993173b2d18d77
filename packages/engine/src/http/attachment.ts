const PLAIN = /[^A-Za-z0-9._-]+/g;

/** The header that lets a browser save an answer under a name; any name, in any script (RFC 6266). */
export function attachment(name: string): string {
  const plain = name.replaceAll(PLAIN, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
