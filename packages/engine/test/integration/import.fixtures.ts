import { JobWorker } from '../../src/jobs/job-worker.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import type { Actor } from './reading-records.fixtures.js';

export interface ImportFileBody {
  readonly id: string;
  readonly sheets: readonly {
    readonly name: string;
    readonly headerRow: number;
    readonly columns: readonly {
      readonly column: number;
      readonly head: string;
      readonly target: string | null;
    }[];
  }[];
}

export interface ImportResult {
  readonly documents: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly errors: readonly {
    readonly cell: string | null;
    readonly row: number;
    readonly code: string;
    readonly detail: string;
  }[];
  readonly rows: {
    readonly columns: readonly (readonly { readonly head: string; readonly target: string }[])[];
    readonly shown: readonly {
      readonly row: number;
      readonly outcome: string;
      readonly cells: readonly string[];
      readonly faults: readonly { readonly at: number | null; readonly code: string }[];
    }[];
  };
  readonly warnings: readonly { readonly code: string; readonly cell: string | null }[];
}

export interface ImportJobBody<Result = ImportResult> {
  readonly id: string;
  readonly state: string;
  readonly result: Result;
  readonly problem: { readonly code: string; readonly errors: readonly { readonly code: string }[] } | null;
  readonly files: { readonly errors?: string; readonly result?: string };
  readonly progress: { readonly done: number; readonly total: number | null };
}

/** Somebody who brings files to forms. */
export class Importer {
  constructor(
    private readonly engine: TestApp,
    private readonly actor: Actor,
  ) {}

  async bring(
    form: string,
    content: Buffer | string,
    name = 'file.csv',
  ): Promise<TestAnswer<ImportFileBody>> {
    return this.engine.request<ImportFileBody>('POST', `/api/v1/forms/${form}/imports?name=${name}`, {
      key: this.actor.key,
      body: Buffer.from(content),
      headers: { 'content-type': 'application/octet-stream', 'accept-language': 'en' },
    });
  }

  /** Asks for an import, lets the workers do it and gives the job. */
  async run(form: string, content: Buffer | string, body: object): Promise<ImportJobBody> {
    const brought = await this.bring(form, content);
    if (brought.status !== 201) throw new Error(brought.text);
    return this.runFile(form, brought.body.id, body);
  }

  async runFile(form: string, file: string, body: object): Promise<ImportJobBody> {
    const started = await this.start(form, file, body);
    if (started.status !== 202) throw new Error(started.text);
    await this.engine.get(JobWorker).runWaiting();
    return this.job(started.body.id);
  }

  start(form: string, file: string, body: object): Promise<TestAnswer<ImportJobBody>> {
    return this.engine.request<ImportJobBody>('POST', `/api/v1/forms/${form}/imports/${file}/actions/run`, {
      key: this.actor.key,
      body,
      headers: { 'accept-language': 'en' },
    });
  }

  async undo<Result>(form: string, job: string): Promise<ImportJobBody<Result>> {
    const path = `/api/v1/forms/${form}/imports/jobs/${job}/actions/undo`;
    const started = await this.engine.request<{ id: string }>('POST', path, { key: this.actor.key });
    if (started.status !== 202) throw new Error(started.text);
    await this.engine.get(JobWorker).runWaiting();
    return this.job(started.body.id);
  }

  async job<Result = ImportResult>(id: string): Promise<ImportJobBody<Result>> {
    const path = `/api/v1/jobs/${id}`;
    return (await this.engine.request<ImportJobBody<Result>>('GET', path, { key: this.actor.key })).body;
  }

  async download(path: string): Promise<Buffer> {
    const answer = await this.engine.app.inject({
      method: 'GET',
      url: path,
      headers: { authorization: `Bearer ${this.actor.key}`, 'accept-language': 'en' },
    });
    if (answer.statusCode !== 200) throw new Error(answer.payload);
    return answer.rawPayload;
  }
}
