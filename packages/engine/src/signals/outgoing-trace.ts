/** The trace that a call to somebody outside belongs to; none unless traces are taken. */
let current: () => string | undefined = () => undefined;

/** Lets whoever takes traces say which one is under way. */
export function tellTraceBy(tell: () => string | undefined): void {
  current = tell;
}

/** The header (W3C Trace Context) with which a receiver can go on with our trace. */
export function outgoingTrace(): Readonly<Record<string, string>> {
  const traceparent = current();
  return traceparent === undefined ? {} : { traceparent };
}
