import { OfflineProblem, problemOf } from '../api/index.js';
import { i18nInstance } from '../i18n/index.js';
import type { FileValue } from '../lines/index.js';

/** Where a file is to go. */
export interface FilePlace {
  readonly form: string;
  readonly field: string;
}

export interface UploadOptions {
  /** How much has gone, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Takes files to the engine and says where those of a record are. */
export interface FileStore {
  /** @throws ApiProblem when the file is refused, OfflineProblem when nothing came back. */
  upload(place: FilePlace, file: File, options?: UploadOptions): Promise<FileValue>;
  url(form: string, record: string, file: string): string;
}

const part = encodeURIComponent;

/** The files of one engine. Sent by XMLHttpRequest: nothing else tells how far an upload is. */
export function createFileStore(baseUrl: string, language: () => string): FileStore {
  return {
    url: (form, record, file) => `${baseUrl}/forms/${part(form)}/records/${part(record)}/files/${part(file)}`,
    upload: ({ form, field }, file, { onProgress, signal } = {}) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open(
          'POST',
          `${baseUrl}/forms/${part(form)}/fields/${part(field)}/files?name=${part(file.name)}`,
        );
        request.setRequestHeader('content-type', 'application/octet-stream');
        request.setRequestHeader('accept', 'application/json, application/problem+json');
        request.setRequestHeader('accept-language', language());
        // A foreign page cannot set this header, so the cookie alone changes nothing.
        request.setRequestHeader('x-requested-with', 'dougong');
        request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total);
        request.onerror = () => reject(new OfflineProblem('offline'));
        request.onabort = () => reject(new OfflineProblem('offline'));
        request.onload = () => {
          const body = parsed(request.responseText);
          if (request.status >= 200 && request.status < 300) resolve(body as FileValue);
          else {
            const id = request.getResponseHeader('x-request-id') ?? undefined;
            reject(problemOf(request.status, body, id));
          }
        };
        signal?.addEventListener('abort', () => request.abort(), { once: true });
        request.send(file);
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The engine that served the page. */
export const ENGINE_FILES = createFileStore('/api/v1', () => i18nInstance.language);
