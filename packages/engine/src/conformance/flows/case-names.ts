import { randomUUID } from 'node:crypto';

/** Which ids stand for the names of a case in one play of it. */
export class CaseNames {
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();

  /** @param form key of the form that the case's document has in this play */
  constructor(readonly form: string) {}

  /** Id of a person; somebody whom the organisation does not know has one, too. */
  userId(name: string): string {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = randomUUID();
    this.ids.set(name, id);
    this.names.set(id, name);
    return id;
  }

  /** The name of a person; what is no person's id stays as it is. */
  userName(id: string): string {
    return this.names.get(id) ?? id;
  }
}
