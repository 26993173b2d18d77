import { Module } from '@nestjs/common';
import { McpController } from './mcp.controller.js';

/** Assistants use the engine's own operations, as whoever lends them a key may. */
@Module({ controllers: [McpController] })
export class McpModule {}
