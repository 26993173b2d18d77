/** Calls the engine's API as a program does; throws on a refusal unless it is expected. */
export function apiOf({ port }, { key }) {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return {
      body: text === '' ? undefined : JSON.parse(text),
      timing: timingOf(answer),
      etag: answer.headers.get('etag'),
    };
  };
}

/** `{roundTrips, statements}` from the Server-Timing header; `undefined` where the engine does not measure. */
function timingOf(answer) {
  const header = answer.headers.get('server-timing');
  if (!header) return undefined;
  const value = (name) => Number.parseInt(new RegExp(`${name};dur=(\\d+)`).exec(header)?.[1] ?? '', 10);
  return { roundTrips: value('db-round-trips'), statements: value('db-statements') };
}
