import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/** Describes the parameters of a list that comes page by page. */
export function InPages(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      description: 'how many at most; a larger wish gets the most',
    }),
    ApiQuery({ name: 'cursor', required: false, description: 'nextCursor of the page before' }),
  ) as MethodDecorator;
}
