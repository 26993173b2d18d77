import { Module } from '@nestjs/common';
import { TaskList } from './task-list.js';
import { TasksController } from './tasks.controller.js';

/** Inboxes. */
@Module({ controllers: [TasksController], providers: [TaskList] })
export class TasksReadModule {}
