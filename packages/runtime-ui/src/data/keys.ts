/** What the answers are remembered under. */
export const keys = {
  session: ['session'] as const,
  app: ['app'] as const,
  definition: (kind: string, key: string, release?: number) =>
    ['definition', kind, key, release ?? null] as const,
  formModel: (form: string) => ['form-model', form] as const,
  lists: (form: string) => ['records', form] as const,
  list: (form: string, query: unknown) => ['records', form, query] as const,
  record: (form: string, id: string) => ['record', form, id] as const,
  recordPart: (form: string, id: string, part: string) => ['record', form, id, part] as const,
  tasks: ['tasks'] as const,
  taskList: (state: string) => ['tasks', state] as const,
  notifications: ['notifications'] as const,
  people: (typed: string) => ['people', typed] as const,
  departments: ['departments'] as const,
  balances: (register: string, query: unknown) => ['balances', register, query] as const,
  movements: (register: string, query: unknown) => ['movements', register, query] as const,
  vouchers: (query: unknown) => ['vouchers', query] as const,
};
