import { Module } from '@nestjs/common';
import { ProblemsController } from './problems.controller.js';

/** Pages about the kinds of problems that answers name. */
@Module({ controllers: [ProblemsController] })
export class ProblemsModule {}
