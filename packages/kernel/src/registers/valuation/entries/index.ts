import type { Issue, Result } from '../../../foundation/index.js';
import type { Desk } from '../desk.js';
import type { ValuationEntry } from '../entry.js';
import type { Answer, Handler } from './handler.js';
import { found, issue, lost, move, receive, replace } from './in-and-out.js';
import { capitalise, revalue } from './later-costs.js';
import { mirror } from './mirror.js';
import { returnIn, returnOut } from './returns.js';

const HANDLERS: { readonly [Type in ValuationEntry['type']]: Handler<Type> } = {
  receive,
  issue,
  move,
  return_in: returnIn,
  return_out: returnOut,
  found,
  lost,
  replace,
  mirror,
  capitalise,
  revalue,
};

/** Carries an entry out on its desk. */
export function carryOut(desk: Desk): Result<Answer, readonly Issue[]> {
  const handler = HANDLERS[desk.entry.type] as Handler<ValuationEntry['type']>;
  return handler(desk, desk.entry as never);
}
