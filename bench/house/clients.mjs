import { anyKind } from './kinds.mjs';

const SHOWN = 200;
/** Whoever waits longer has no answer. */
const PATIENCE_MS = 30_000;

/** Lets clients ask until the time is over, each one thing after the other, and gives what each request took and what went wrong. */
export async function letClientsAsk(house, { port }, { clients, seconds }) {
  const until = performance.now() + seconds * 1000;
  const noted = { took: new Map(), refused: new Map(), errors: new Map(), requests: 0 };
  const work = async () => {
    while (performance.now() < until) await askOnce(house, port, noted);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, work));
  return { ...noted, ms: performance.now() - began };
}

async function askOnce(house, port, noted) {
  const kind = anyKind();
  try {
    const who = house.anybody(kind.as);
    const wish = await kind.ask(house, who);
    if (wish) await send(kind, wish, house.keys.get((wish.by ?? who).login), port, noted);
  } catch (error) {
    count(noted.errors, `${kind.name}: ${String(error.cause?.code ?? error.message).slice(0, SHOWN)}`);
  }
}

async function send(kind, { method = 'GET', path, body, headers = {}, afterwards }, key, port, noted) {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const began = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...type, ...headers },
    ...text,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const said = await answer.text();
  noted.requests += 1;
  if (answer.ok || kind.refusals?.includes(answer.status))
    note(noted.took, kind.name, performance.now() - began);
  if (answer.ok) afterwards?.(JSON.parse(said));
  else if (kind.refusals?.includes(answer.status)) count(noted.refused, `${kind.name}: ${answer.status}`);
  else count(noted.errors, `${kind.name}: ${answer.status} ${codeIn(said)}`);
}

/** Without what differs from one refusal to the next, so that equal ones are counted together. */
function codeIn(text) {
  try {
    const { code, errors = [] } = JSON.parse(text);
    return [code, ...errors.slice(0, 2).map((each) => `${each.pointer} ${each.code}`)].join(' ');
  } catch {
    return text.slice(0, SHOWN);
  }
}

function note(map, name, ms) {
  const list = map.get(name);
  if (list) list.push(ms);
  else map.set(name, [ms]);
}

function count(map, name) {
  map.set(name, (map.get(name) ?? 0) + 1);
}
