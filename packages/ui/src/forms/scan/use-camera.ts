import { useEffect, useRef, useState, type RefObject } from 'react';
import { loadCodeReader, type CodeReader } from './code-reader.js';

/** What stands in the way of scanning. */
export type ScanFault = 'refused' | 'noCamera' | 'busy' | 'noReader';

export type ScanState = 'starting' | 'looking' | ScanFault;

const LOOK_EVERY_MS = 150;

/** The camera at the back where there are two. */
const CAMERA: MediaStreamConstraints = { video: { facingMode: { ideal: 'environment' } }, audio: false };

/** What the browser says of a camera, as the people in front of it understand it. */
export function faultOf(problem: unknown): ScanFault {
  const name = problem instanceof Error || problem instanceof DOMException ? problem.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError' || name === 'TypeError') return 'noCamera';
  return 'busy';
}

async function openCamera(): Promise<MediaStream> {
  // Pages that did not come over a safe connection have no cameras at all.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new TypeError('no media devices');
  return devices.getUserMedia(CAMERA);
}

/** Shows the camera in a video and looks for a code in it until one is read or the video is gone. */
export function useCamera(onCode: (code: string) => void): {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: ScanState;
} {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<ScanState>('starting');
  const found = useRef(onCode);
  useEffect(() => {
    found.current = onCode;
  });
  useEffect(() => {
    const stopping = new AbortController();
    void scan(video, stopping.signal, setState, (code) => found.current(code));
    return () => stopping.abort();
  }, []);
  return { video, state };
}

async function scan(
  video: RefObject<HTMLVideoElement | null>,
  signal: AbortSignal,
  tell: (state: ScanState) => void,
  onCode: (code: string) => void,
): Promise<void> {
  let stream: MediaStream | undefined;
  const stop = () => stream?.getTracks().forEach((track) => track.stop());
  signal.addEventListener('abort', stop, { once: true });
  const say = (state: ScanState) => {
    if (!signal.aborted) tell(state);
  };
  try {
    stream = await openCamera();
  } catch (problem) {
    return say(faultOf(problem));
  }
  if (signal.aborted) return stop();
  const reader = await loadCodeReader().catch(() => undefined);
  if (reader === undefined) {
    stop();
    return say('noReader');
  }
  const picture = video.current;
  if (picture === null) return stop();
  picture.srcObject = stream;
  await picture.play().catch(() => undefined);
  say('looking');
  const code = await firstCode(reader, picture, signal);
  stop();
  if (code !== undefined && !signal.aborted) onCode(code);
}

/** A picture that cannot be read is followed by another one. */
async function firstCode(
  reader: CodeReader,
  picture: HTMLVideoElement,
  signal: AbortSignal,
): Promise<string | undefined> {
  while (!signal.aborted) {
    const code = await reader.read(picture).catch(() => undefined);
    if (code !== undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return undefined;
}
