import { sendFile } from '../api/index.js';
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

/** The files of one engine. */
export function createFileStore(baseUrl: string, language: () => string): FileStore {
  return {
    url: (form, record, file) => `${baseUrl}/forms/${part(form)}/records/${part(record)}/files/${part(file)}`,
    upload: ({ form, field }, file, options = {}) => {
      const url = `${baseUrl}/forms/${part(form)}/fields/${part(field)}/files?name=${part(file.name)}`;
      return sendFile<FileValue>(url, file, { ...options, language: language() });
    },
  };
}

/** The engine that served the page. */
export const ENGINE_FILES = createFileStore('/api/v1', () => i18nInstance.language);
