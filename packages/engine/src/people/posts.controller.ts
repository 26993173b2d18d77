import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers, AnswersNothing } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { Requires } from '../identity/decorators.js';
import { changeActorOf } from './organisation-changes.js';
import { HeldWire, listOf, NewPost, PostChange } from './organisation.wire.js';
import type { PostView } from './organisation.wire.js';
import { Posts } from './posts.js';

/** Posts: everybody sees them, administrators change them. */
@ApiTags('organisation')
@Controller('api/v1/posts')
export class PostsController {
  constructor(private readonly posts: Posts) {}

  @Get()
  @ApiOperation({ summary: 'Lists posts with the active people who hold them' })
  @Answers(listOf(HeldWire))
  async list(): Promise<{ readonly data: readonly PostView[] }> {
    return { data: await this.posts.list() };
  }

  @Requires('administer')
  @Post()
  @ApiOperation({ summary: 'Makes a post' })
  @Answers(HeldWire, 201)
  @ApiBody({ schema: schemaObject(NewPost) })
  make(@Body(new SchemaPipe(NewPost)) post: NewPost, @Req() request: FastifyRequest): Promise<PostView> {
    return this.posts.make(changeActorOf(request), post);
  }

  @Requires('administer')
  @Patch(':key')
  @ApiOperation({ summary: 'Renames a post, beside the names of its holders too' })
  @Answers(HeldWire)
  @ApiBody({ schema: schemaObject(PostChange) })
  change(
    @Param('key') key: string,
    @Body(new SchemaPipe(PostChange)) change: PostChange,
    @Req() request: FastifyRequest,
  ): Promise<PostView> {
    return this.posts.change(changeActorOf(request), key, change);
  }

  @Requires('administer')
  @Delete(':key')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a post that nobody holds' })
  @AnswersNothing('it is gone')
  @ApiResponse({ status: 409, description: 'somebody holds it, perhaps somebody who has left' })
  remove(@Param('key') key: string, @Req() request: FastifyRequest): Promise<void> {
    return this.posts.remove(changeActorOf(request), key);
  }
}
