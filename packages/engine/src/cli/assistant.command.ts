import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { RemoteOperations } from '../mcp/remote-operations.js';
import { toolServer } from '../mcp/tool-server.js';
import { CommandFailed, DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { inWords, terminalLanguage } from './terminal-language.js';

export const assistantCommand: CliCommand = {
  words: ['assistant'],
  summary: `serve the Model Context Protocol on standard input and output for an engine at --url, with the key in DOUGONG_API_KEY`,
  positionals: [],
  flags: {},
  options: { url: 'address of the engine; http://127.0.0.1:PORT when left out' },
  run,
};

async function run({ settings, terminal, options }: CommandInput): Promise<ExitCode> {
  const { apiKey } = settings;
  if (!apiKey)
    throw new CommandFailed(
      inWords(
        `请用环境变量 DOUGONG_API_KEY 给出 API 密钥。`,
        `Give an API key in the variable DOUGONG_API_KEY.`,
      ),
    );
  const url = options.get('url') ?? `http://127.0.0.1:${settings.port}`;
  if (!URL.canParse(url))
    throw new CommandFailed(inWords(`“${url}”不是地址。`, `"${url}" is not an address.`));
  const server = toolServer(new RemoteOperations(url, apiKey, terminalLanguage()));
  const ended = new Promise<void>((resolve) => {
    server.onclose = resolve;
    process.stdin.once('end', () => void server.close());
  });
  await server.connect(new StdioServerTransport());
  terminal.err(inWords(`助手可以使用 ${url} 了。`, `Assistants may use ${url} now.`));
  await ended;
  return DONE;
}
