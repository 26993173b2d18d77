import { OfflineProblem, problemOf } from './problem.js';

export interface SendFileOptions {
  /** Of server-made texts. */
  readonly language: string;
  /** How much has gone, from 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a file as it is. By XMLHttpRequest: nothing else tells how far an upload is.
 * @throws ApiProblem when the file is refused, OfflineProblem when nothing came back.
 */
export function sendFile<T>(
  url: string,
  file: File,
  { language, onProgress, signal }: SendFileOptions,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.setRequestHeader('accept-language', language);
    // A foreign page cannot set this header, so the cookie alone changes nothing.
    request.setRequestHeader('x-requested-with', 'dougong');
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new OfflineProblem('offline'));
    request.onabort = () => reject(new OfflineProblem('offline'));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as T);
      else {
        const id = request.getResponseHeader('x-request-id') ?? undefined;
        reject(problemOf(request.status, body, id));
      }
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
