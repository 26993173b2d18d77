import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { Value } from '@sinclair/typebox/value';
import { bodyIssues } from '../http/body-issues.js';
import { sentence } from '../http/sentences/index.js';
import { PLATFORM_VERSION } from '../platform-version.js';
import type { OperationAnswer, Operations } from './operations.js';
import type { Tool } from './tool.js';
import { TOOLS } from './tools/index.js';

const REFUSED = 300;
const INSTRUCTIONS =
  'Dougong holds forms, flows, rules and ledgers as definitions. Read definitions and their schemas, propose changes as drafts, check and test them. A person looks at the difference and publishes it; you cannot.';

/** A server of the Model Context Protocol whose tools are operations of the public API, as one caller may use them. */
export function toolServer(operations: Operations): Server {
  const server = new Server(
    { name: 'dougong', title: 'Dougong', version: PLATFORM_VERSION },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: TOOLS.map(described) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
    call(operations, params.name, params.arguments ?? {}),
  );
  return server;
}

function described({ name, title, description, input, nature }: Tool) {
  return {
    name,
    title,
    description,
    inputSchema: { ...input, type: 'object' as const },
    annotations: {
      title,
      readOnlyHint: nature.readOnly,
      destructiveHint: nature.destructive ?? false,
      openWorldHint: false,
    },
  };
}

/** Refusals are results, so that an assistant reads what was wrong and mends it. */
async function call(operations: Operations, name: string, input: object): Promise<CallToolResult> {
  const wanted = TOOLS.find((each) => each.name === name);
  if (!wanted) return refused({ code: 'unknown_tool', name, known: TOOLS.map((each) => each.name) });
  if (!Value.Check(wanted.input, input))
    return refused({ code: 'bad_input', faults: faultsOf(wanted, input) });
  return resultOf(await wanted.run(operations, input));
}

/** Descriptions of tools are in English, and so is what is wrong with their input. */
function faultsOf(wanted: Tool, input: object): readonly object[] {
  return bodyIssues(wanted.input, input).map(({ code, path, params = {} }) => ({
    pointer: `#${path}`,
    code,
    detail: sentence(code, params, 'en'),
  }));
}

function resultOf({ status, body }: OperationAnswer): CallToolResult {
  const structuredContent = (body ?? {}) as Record<string, unknown>;
  if (status >= REFUSED) return refused(structuredContent);
  return { content: [textOf(structuredContent)], structuredContent };
}

function refused(problem: Record<string, unknown>): CallToolResult {
  return { isError: true, content: [textOf(problem)], structuredContent: problem };
}

const textOf = (value: unknown) => ({ type: 'text' as const, text: JSON.stringify(value) });
