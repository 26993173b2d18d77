import { Body, Controller, Get, Headers, Patch, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { Answers } from '../../http/answers.js';
import { entityTag, versionOfIfMatch } from '../../http/entity-tag.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { badQuery } from '../../records/query-refusal.js';
import { textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { Requires, subjectOf } from '../decorators.js';
import { PolicyEffectsReader } from './policy-effects.js';
import { SecurityPolicies } from './security-policies.js';
import type { VersionedPolicy } from './security-policies.js';
import { DAYS_MAX, PolicyEffects, SecurityPolicy, SecurityPolicyChange } from './security-policy.js';

const NOBODY = 'nobody';
const NEVER = 'never';

/** What the installation asks of those who sign in. */
@ApiTags('organisation')
@Controller('api/v1/security-policy')
@Requires('administer')
export class SecurityPolicyController {
  constructor(
    private readonly policies: SecurityPolicies,
    private readonly effectsReader: PolicyEffectsReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Tells what is asked of passwords, sessions and second factors' })
  @Answers(SecurityPolicy)
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<SecurityPolicy> {
    return tagged(await this.policies.readVersioned(), reply);
  }

  @Get('effects')
  @ApiOperation({ summary: 'Counts whom a policy would ask for something; what is left out is as it is now' })
  @ApiQuery({
    name: 'secondFactor',
    required: false,
    description: '"all", "nobody" or keys of roles with commas',
  })
  @ApiQuery({ name: 'passwordDays', required: false, description: 'days, or "never"' })
  @Answers(PolicyEffects)
  async effects(@Query() query: RawQuery): Promise<PolicyEffects> {
    const { secondFactor, passwordDays } = await this.policies.read();
    const asked = factorAsked(query);
    const days = daysAsked(query);
    return this.effectsReader.of({
      secondFactor: asked ?? secondFactor,
      passwordDays: days === undefined ? passwordDays : days,
    });
  }

  @Patch()
  @ApiOperation({ summary: 'Changes what is given; it holds from the next sign-in on' })
  @Answers(SecurityPolicy)
  @ApiBody({ schema: schemaObject(SecurityPolicyChange) })
  @ApiHeader({ name: 'If-Match', required: false, description: 'the wording that was seen' })
  @ApiResponse({ status: 412, description: 'somebody else has changed it since' })
  async change(
    @Body(new SchemaPipe(SecurityPolicyChange)) change: SecurityPolicyChange,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SecurityPolicy> {
    const by = { ...auditSourceOf(request), actor: subjectOf(request).id };
    return tagged(await this.policies.change(by, change, versionOfIfMatch(match)), reply);
  }
}

function tagged({ policy, version }: VersionedPolicy, reply: FastifyReply): SecurityPolicy {
  void reply.header('etag', entityTag(version));
  return policy;
}

function factorAsked(query: RawQuery): SecurityPolicy['secondFactor'] | undefined {
  const text = textParameter(query, 'secondFactor');
  if (text === undefined) return undefined;
  if (text === 'all') return { all: true, roles: [] };
  return { all: false, roles: text === NOBODY ? [] : text.split(',') };
}

function daysAsked(query: RawQuery): number | null | undefined {
  const text = textParameter(query, 'passwordDays');
  if (text === undefined) return undefined;
  if (text === NEVER) return null;
  const days = /^[1-9]\d{0,4}$/.test(text) ? Number.parseInt(text, 10) : DAYS_MAX + 1;
  if (days > DAYS_MAX) throw badQuery('bad_parameter', ['passwordDays'], { name: 'passwordDays' });
  return days;
}
