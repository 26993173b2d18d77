import { Body, Controller, Get, Patch, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { Answers } from '../../http/answers.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { Requires, subjectOf } from '../decorators.js';
import { SecurityPolicies } from './security-policies.js';
import { SecurityPolicy, SecurityPolicyChange } from './security-policy.js';

/** What the installation asks of those who sign in. */
@ApiTags('organisation')
@Controller('api/v1/security-policy')
@Requires('administer')
export class SecurityPolicyController {
  constructor(private readonly policies: SecurityPolicies) {}

  @Get()
  @ApiOperation({ summary: 'Tells what is asked of passwords, sessions and second factors' })
  @Answers(SecurityPolicy)
  read(): Promise<SecurityPolicy> {
    return this.policies.read();
  }

  @Patch()
  @ApiOperation({ summary: 'Changes what is given; it holds from the next sign-in on' })
  @Answers(SecurityPolicy)
  @ApiBody({ schema: schemaObject(SecurityPolicyChange) })
  change(
    @Body(new SchemaPipe(SecurityPolicyChange)) change: SecurityPolicyChange,
    @Req() request: FastifyRequest,
  ): Promise<SecurityPolicy> {
    return this.policies.change({ ...auditSourceOf(request), actor: subjectOf(request).id }, change);
  }
}
