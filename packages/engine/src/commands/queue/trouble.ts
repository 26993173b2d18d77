import { isStatementError } from '../../database/database.js';
import { refusalOf } from '../../http/problem.js';

const TROUBLE: ReadonlySet<string> = new Set(['database_unreachable', 'overloaded']);

/** Whether it is not about what was asked, but about the database or the way there: to ask again, one by one, would be no use. */
export function isTrouble(error: unknown): boolean {
  return !isStatementError(error) || TROUBLE.has(refusalOf(error)?.code ?? '');
}
