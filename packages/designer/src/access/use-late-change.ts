import { useCallback, useEffect, useRef, useState } from 'react';

const PAUSE_MS = 600;

/** Keeps what is being typed and tells of it when the typing pauses, or when the place is left. */
export function useLateChange<Value>(
  stored: Value,
  onChange: (value: Value) => void,
): readonly [Value, (value: Value) => void] {
  const [held, setHeld] = useState<{ readonly value: Value }>();
  const waiting = useRef<{ readonly value: Value; readonly timer: number }>(undefined);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  const flush = useCallback(() => {
    const last = waiting.current;
    if (!last) return;
    window.clearTimeout(last.timer);
    waiting.current = undefined;
    tell.current(last.value);
  }, []);
  useEffect(() => flush, [flush]);
  const change = (value: Value) => {
    setHeld({ value });
    if (waiting.current) window.clearTimeout(waiting.current.timer);
    waiting.current = { value, timer: window.setTimeout(flush, PAUSE_MS) };
  };
  return [held === undefined ? stored : held.value, change];
}
