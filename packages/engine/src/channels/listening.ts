/**
 * Whether an endpoint, as `e`, listens to an event: those that rules call hear only what they asked for, others everything
 * unless they asked.
 * @param payload SQL of the event's payload.
 */
export function listensTo(payload: string): string {
  return `e.active AND ((e.events = '{}' AND e.key IS NULL) OR ${payload} ->> 'type' = ANY (e.events))`;
}
