import {
  SUPPORTED_PROTOCOL_VERSIONS,
  isJSONRPCRequest,
  JSONRPCMessageSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { Refusal } from '../http/refusal.js';
import { SETTINGS } from '../ports.js';
import { InnerOperations } from './inner-operations.js';
import { OneExchange } from './one-exchange.js';
import { toolServer } from './tool-server.js';

const VERSION_HEADER = 'mcp-protocol-version';
const INVALID_REQUEST = -32_600;
const NOT_ALLOWED = { headers: { Allow: 'POST' } };

/**
 * The Model Context Protocol over HTTP: each message is a POST with the key or session of a person, each answer is JSON. There is no
 * stream and no state between messages.
 */
@ApiExcludeController()
@Controller('mcp')
export class McpController {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @HttpCode(200)
  async message(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    this.admit(request);
    const parsed = JSONRPCMessageSchema.safeParse(body);
    if (!parsed.success) {
      reply.status(400);
      return {
        jsonrpc: '2.0',
        id: null,
        error: { code: INVALID_REQUEST, message: 'not one JSON-RPC message' },
      };
    }
    if (isJSONRPCRequest(parsed.data)) return this.answer(parsed.data, request);
    reply.status(202);
    return undefined;
  }

  @Get()
  stream(): never {
    throw new Refusal(405, 'assistants_post_only', [], NOT_ALLOWED);
  }

  @Delete()
  end(): never {
    throw new Refusal(405, 'assistants_post_only', [], NOT_ALLOWED);
  }

  private admit(request: FastifyRequest): void {
    if (!this.settings.assistants) throw new Refusal(404, 'assistants_off');
    const { origin, host } = request.headers;
    if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)) {
      throw new Refusal(403, 'foreign_page');
    }
    const version = request.headers[VERSION_HEADER];
    if (version !== undefined && !SUPPORTED_PROTOCOL_VERSIONS.includes(String(version))) {
      throw new Refusal(400, 'assistants_version', [], {
        params: { version, supported: SUPPORTED_PROTOCOL_VERSIONS },
      });
    }
  }

  private async answer(message: JSONRPCMessage, request: FastifyRequest): Promise<JSONRPCMessage> {
    const http = this.host.httpAdapter.getInstance<FastifyInstance>();
    const server = toolServer(new InnerOperations(http, request));
    const exchange = new OneExchange();
    await server.connect(exchange);
    try {
      return await exchange.ask(message);
    } finally {
      await server.close();
    }
  }
}
